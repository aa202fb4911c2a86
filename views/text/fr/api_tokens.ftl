title = Programmes autorisés
none = Aucun programme n’a accès au garage.
create-title = Autoriser un programme
name = Nom du programme
name-hint = Pour le reconnaître : site web, comptabilité…
create = Créer le jeton
secret-title = Copiez ce jeton maintenant
secret-text = Il ne sera plus jamais montré. Donnez-le au programme, et à personne d’autre.
secret = Jeton
used-on = utilisé le { $date }
never-used = jamais utilisé
revoke = Révoquer
revoke-question = Révoquer « { $name } » ?
revoke-text = Le programme n’aura plus accès au garage, tout de suite.
keep = Garder
made-on = Créé le { $date }, { $used }
lasts = Durée
lasts-of = { $lasts ->
    [month] 30 jours
    [quarter] 90 jours
    [year] Un an
   *[forever] Sans fin
}
lasts-hint = Un jeton sans fin ouvre le garage à qui le vole, tant que personne ne le révoque : préférez une durée.
scopes-hint = Ce que le programme pourra faire. Donnez-lui le moins possible.
ends-on = jusqu’au { $date }
never-ends = sans fin
endless = Sans fin
ended = Expiré
origins = Sites qui appellent l’API depuis un navigateur
origins-text = Un programme sur un serveur n’en a pas besoin. Un jeton placé dans une page web est lisible par tous ses visiteurs : ne lui donnez que des droits sans risque.
origin = Adresse du site
origin-hint = En https, sans chemin.
add-origin = Autoriser ce site
forget = Retirer
forget-question = Retirer { $origin } ?
forget-text = Les pages de ce site ne pourront plus appeler l’API.
