"""Reference functions and small trained models; nothing here knows a widget or a notebook."""
