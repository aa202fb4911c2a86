# Sentences of the Factur-X XML that nobody types.

demo = FACTICE - SIMULATION
discount = Remise
credit-terms = À déduire d’une prochaine facture ou à rembourser.
exempt-franchise = TVA non applicable, art. 293 B du CGI
exempt-debours = Débours au nom et pour le compte du client, art. 267 II-2° du CGI
recovery-fee-not-applicable = Indemnité forfaitaire pour frais de recouvrement : sans objet, client non professionnel (art. L441-10 du code de commerce)
late-penalties-not-applicable = Pénalités de retard : sans objet, client non professionnel (art. L441-10 du code de commerce)
no-early-discount = Escompte pour paiement anticipé : néant
vehicle = Véhicule { $name }, immatriculé { $plate }
mileage = Kilométrage relevé : { $km } km
quote = Devis { $number }
