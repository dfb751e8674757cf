"""Documents for the office: what fills in templates, and what a template may ask for."""
