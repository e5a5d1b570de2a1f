"""Mail: how a message is built, and how it leaves the house. The only room of `smtplib`."""

from vorlagen.mail.nachricht import Nachricht, adresse, baue, message_id
from vorlagen.mail.postweg import Postweg, Sicherung
from vorlagen.mail.versand import sende

__all__ = ["Nachricht", "Postweg", "Sicherung", "adresse", "baue", "message_id", "sende"]
