"""The door for WSGI servers: `waitress-serve wsgi:app`, `gunicorn wsgi:app`."""

from vorlagen.app import create_app

app = create_app()
