title = Doublons
text = Des fiches qui sont peut-être celles d’un même client, la plus sûre d’abord. On les cherche chaque nuit.
none-title = Aucun doublon
none-text = Chaque nuit, les fiches nouvelles ou modifiées sont comparées à toutes les autres.
reason = { $reason ->
    [siren] même SIREN
    [email] même e-mail
    [phone] même téléphone
    [plate] même véhicule
    [near_email] e-mail presque identique
    [near_phone] téléphone presque identique
    [name] même nom
    [swapped_name] nom et prénom inversés
    [near_name] nom presque identique
    [married_name] même prénom, autre nom
    [last_name] même nom de famille
    [company] même raison sociale
    [near_company] raison sociale presque identique
   *[town] même ville
}
sure = Presque sûr
maybe = À vérifier
compare = Comparer
two-customers = Ce sont deux clients
why = Pourquoi
sureness = Certitude
customers = Clients
