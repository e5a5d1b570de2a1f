"""Word files to PDF/A by LibreOffice, and PDF files put together.

Stays empty: the process that LibreOffice lives in imports through it and shall know nothing else.
"""
