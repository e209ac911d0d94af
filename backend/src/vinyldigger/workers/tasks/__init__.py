"""One module per topic; each task is 3-6 lines. All modules here are loaded by celery_app.py, which says how."""
