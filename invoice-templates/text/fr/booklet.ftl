# Carnet d'entretien, given to who buys the vehicle: no name of an owner, no price unless asked for.

heading = Carnet d’entretien
title = Carnet d’entretien, { $vehicle }
made-on = établi le { $date }
first-registered-on = 1re mise en circulation
energy = Énergie
energy-of = { $code ->
    [ES] Essence
    [GO] Gazole
    [EL] Électrique
    [EH] Hybride essence
    [EE] Hybride essence rechargeable
    [GH] Hybride gazole
    [GL] Hybride gazole rechargeable
    [EG] Essence et GPL
    [GP] GPL
    [FE] Superéthanol E85
    [GN] Gaz naturel
    [H2] Hydrogène
   *[other] { $code }
}
km-on = { $km }, le { $date }
works = Travaux faits au garage
next = À venir
on = Date
km = Kilomètres
done = Travaux
price = TTC
no-work = Aucun travail facturé par le garage.
visit = Passage à l’atelier
inspection = Contrôle technique
inspection-computed = Contrôle technique (date calculée)
warranty-maker = Garantie constructeur
warranty-garage = Garantie du garage
recall = Rappel constructeur : { $what }
recall-stop-drive = Rappel constructeur, ne pas rouler : { $what }
not-done = pas encore fait
by-day = avant le { $date }
by-km = à { $km }
by-day-or-km = avant le { $date } ou à { $km }
until = jusqu’au { $date }
until-or = jusqu’au { $date } ou { $km }
notice = Ce carnet reprend les seuls travaux faits par ce garage, d’après ses ordres de réparation et ses factures. Les kilométrages sont ceux relevés au compteur.
