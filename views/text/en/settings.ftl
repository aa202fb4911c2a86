title = Settings
garage = Garage
team = Team
tokens = Programs
owner-only = Only the garage’s owner can change these settings.
missing-title = Compulsory mentions are missing
missing-text = The law asks for them on your invoices:
