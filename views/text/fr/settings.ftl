title = Réglages
garage = Garage
team = Équipe
tokens = Programmes
owner-only = Seul le responsable du garage peut modifier ces réglages.
missing-title = Il manque des mentions obligatoires
missing-text = La loi les demande sur vos factures :
