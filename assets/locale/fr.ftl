# Codes : ce qui s'est passé, et que faire.
file-missing = Ce fichier ou ce dossier n’existe pas
    .remedy = Vérifiez le chemin ; le fichier a pu être déplacé ou renommé.
file-forbidden = Le système ne permet pas de lire ceci
    .remedy = Demandez le droit de le lire, ou copiez-le dans un dossier à vous.
file-unreadable = Le fichier n’a pas pu être lu : { $reason }
    .remedy = Vérifiez le disque ou la connexion, puis recommencez.
file-empty = Le fichier ne contient pas de texte
    .remedy = Rien à faire, sauf si vous attendiez un texte : voyez alors l’original.
file-not-text = Le fichier porte un nom de texte mais contient des données binaires
    .remedy = Donnez-lui l’extension de son vrai format, ou laissez-le de côté.
file-too-large = Le fichier pèse { $size } Mo ; la limite est de { $limit } Mo
    .remedy = Découpez-le en articles, ou en enregistrements, un par ligne, dans un fichier .jsonl.
file-unsupported = Les fichiers de ce format ne sont pas lus
    .remedy = Enregistrez-le en texte, HTML, PDF, docx, odt ou jsonl.
folder-empty = Le dossier ne contient aucun fichier lisible
    .remedy = Sont lus les fichiers texte, Markdown, HTML, PDF, docx, odt et jsonl.
files-skipped = { $count ->
        [one] Un fichier d’un autre format a été laissé de côté
       *[other] { $count } fichiers d’autres formats ont été laissés de côté
    }
    .remedy = Nommez un tel fichier lui-même pour savoir pourquoi il n’est pas lu.
pdf-scanned = Le PDF contient des images de pages, sans texte
    .remedy = Passez-le d’abord par une reconnaissance de caractères (OCR).
pdf-encrypted = Le PDF est protégé par un mot de passe
    .remedy = Enregistrez-en une copie sans mot de passe, puis importez la copie.
pdf-damaged = Le PDF est endommagé
    .remedy = Ouvrez-le dans un lecteur et imprimez-le vers un nouveau PDF, ou copiez son texte.
html-without-article = Aucun article n’a été trouvé dans la page
    .remedy = La page a peut-être besoin de ses scripts ; enregistrez le texte depuis votre navigateur.
office-damaged = Le document est endommagé
    .remedy = Ouvrez-le dans un traitement de texte et enregistrez-le à nouveau.
office-closed = Le document est à l’ancien format .doc ou protégé par un mot de passe
    .remedy = Enregistrez-le en .docx sans mot de passe.
record-damaged = La ligne n’est pas un enregistrement JSON
    .remedy = Chaque ligne doit être un objet avec au moins « text ».
record-without-text = L’enregistrement n’a pas de texte
    .remedy = Mettez l’article dans le champ « text ».
article-known = L’article est déjà là ({ $name })
    .remedy = Rien à faire ; un même texte n’est gardé qu’une fois.
language-unread = L’article n’est ni en français ni en anglais
    .remedy = Il est gardé et peut être cherché, mais n’est pas lu.
article-failed = La lecture de l’article a échoué dans le programme : { $reason }
    .remedy = Les autres articles ne sont pas touchés ; merci de signaler celui-ci.
workspace-missing = Cet espace de travail n’existe pas
    .remedy = Vérifiez le chemin ; le fichier a pu être déplacé ou renommé.
workspace-damaged = L’espace de travail est endommagé
    .remedy = Ouvrez une copie plus ancienne ; le fichier a été laissé tel quel.
workspace-newer = L’espace de travail a été écrit par une version plus récente de Recoupe
    .remedy = Mettez Recoupe à jour pour l’ouvrir.
workspace-foreign = Le fichier n’est pas un espace de travail de Recoupe
    .remedy = Importer sert à lire des articles ; un espace de travail finit par .recoupe.
workspace-locked = L’espace de travail est ouvert dans une autre fenêtre ou un autre programme
    .remedy = Fermez-le là-bas, puis recommencez.
workspace-read-only = L’espace de travail ne peut pas être écrit à cet endroit
    .remedy = Copiez-le dans un dossier à vous, ou demandez le droit d’écrire.
workspace-failed = L’espace de travail a échoué : { $reason }
    .remedy = Enregistrez une copie sous un autre nom, puis recommencez.
disk-full = Le disque est plein
    .remedy = Faites de la place ou choisissez un autre disque ; rien n’a été laissé à moitié écrit.
picture-failed = L’image n’a pas pu être dessinée : { $reason }
    .remedy = Choisissez une échelle plus petite, ou le format SVG.
snapshot-missing = Aucun instantané ne s’appelle { $name }
    .remedy = Choisissez-en un dans la liste.
snapshot-exists = Un instantané s’appelle déjà { $name }
    .remedy = Choisissez un autre nom.
nothing-to-undo = Il n’y a plus rien à annuler
    .remedy = L’historique montre chaque geste.
nothing-to-redo = Il n’y a plus rien à rétablir
    .remedy = L’historique montre chaque geste.
export-failed = Les résultats n’ont pas pu être écrits : { $reason }
    .remedy = Choisissez un autre dossier, puis recommencez ; rien n’a été laissé à moitié écrit.
export-forbidden = Les résultats ne peuvent pas être écrits à cet endroit
    .remedy = Choisissez un dossier à vous.
package-unusable = Le paquet de modèles est inutilisable : { $reason }
    .remedy = Vérifiez que le dossier ou le fichier contient un paquet complet.
window-absent = Cette version du programme n’a pas de fenêtre
    .remedy = Employez une sous-commande : recoupe --help les montre.
window-failed = La fenêtre n’a pas pu s’ouvrir : { $reason }
    .remedy = Vérifiez qu’un écran est disponible ; les sous-commandes s’en passent.

# Corrections, telles que l'historique les raconte.
correction-rename-entity = « { $was } » renommé en « { $name } »
correction-retype-entity = « { $was } » est de type { $type }
correction-same-entity = « { $was } » et « { $other } » ne font qu’un
correction-different-entity = « { $was } » et « { $other } » sont distincts
correction-hide-entity = « { $was } » masqué
correction-hide-event = Événement « { $was } » masqué
correction-set-event-type = L’événement « { $was } » est de type { $type }
correction-set-polarity = L’événement « { $was } » est { $value }
correction-set-modality = L’événement « { $was } » est { $value }
correction-set-count = L’événement « { $was } » compte { $value }
correction-set-time = L’événement « { $was } » a lieu { $value }
correction-set-source = L’événement « { $was } » est dit par { $other }
correction-set-argument = Dans « { $was } », { $role } est « { $other } »
correction-hide-argument = Dans « { $was } », « { $other } » n’est pas { $role }
correction-judge-event = Événement « { $was } » jugé : { $value }
correction-judge-entity = « { $was } » jugé : { $value }
correction-leave-out-article = Article laissé de côté ({ $was })
correction-nobody = l’article lui-même
correction-unknown = inconnu

# Mots des listes fermées.
word-confirmed = confirmé
word-doubtful = douteux
word-cleared = ni confirmé ni douteux
word-person = personne
word-organization = organisation
word-group = groupe
word-place = lieu
word-thing = chose
word-agent = agent
word-target = cible
word-theme = objet
word-time = date
word-affirmed = affirmé
word-negated = nié
word-actual = réel
word-possible = possible
word-planned = prévu
event-attack = attaque
event-clash = affrontement
event-seize = prise
event-expel = expulsion
event-destroy = destruction
event-threaten = menace
event-die = mort
event-injure = blessure
event-arrest = arrestation
event-abduct = enlèvement
event-release = libération
event-investigate = enquête
event-charge = mise en cause
event-judge = jugement
event-protest = manifestation
event-state = déclaration
event-meet = rencontre
event-agree = accord
event-refuse = refus
event-demand = demande
event-accuse = accusation
event-support = soutien
event-restrict = restriction
event-elect = élection
event-vote = vote
event-appoint = nomination
event-depart = départ d’un poste
event-move = déplacement
event-transfer = transfert
event-create = création
event-close = fermeture
event-disaster = catastrophe
event-accident = accident
event-compete = compétition
event-discover = découverte
event-aid = aide
relation-role = fonction
relation-member = membre
relation-part_of = partie de
relation-located_in = situé à
relation-family = famille

# Pourquoi une correction ne retrouve plus sa cible.
stale-article-gone = Son article n’est plus dans l’espace de travail
stale-words-gone = Ses mots ne sont plus dans l’article
stale-finding-gone = Le programme ne trouve plus rien à ces mots
stale-contradicted = Elle contredit une correction plus récente

# Travaux et leurs fins.
job-open = Ouverture
job-new = Nouvel espace de travail
job-save = Enregistrement
job-import = Importation
job-reextract = Relecture
job-correct = Correction
job-undo = Annulation
job-redo = Rétablissement
job-search = Recherche
job-fetch = Lecture
job-positions = Positions
job-snapshot = Instantané
job-export = Exportation
job-close = Fermeture
summary-articles = { $read ->
        [one] Un article lu
       *[other] { $read } articles lus
    }, { $known } déjà là, { $failed } en échec
summary-done = Terminé

# Ligne de commande.
cli-progress = { $done } articles sur { $total }
cli-failed = { $count ->
        [one] Un article a échoué
       *[other] { $count } articles ont échoué
    }

# La fenêtre.
ui-about = À propos de Recoupe
ui-actors = Acteurs
ui-all-files = Tous les fichiers
ui-also = Aussi :
ui-around = Autour de { $name }
ui-articles = Articles
ui-back = Vue précédente
ui-by-you = par vous
ui-cancel = Abandonner
ui-cancelled = Interrompu
ui-chosen = Choix :
ui-clear-filters = Enlever les filtres
ui-close = Fermer
ui-close-article = Fermer l’article
ui-count-articles = { $count ->
        [one] { $count } article
       *[other] { $count } articles
    }
ui-count-dead = { $count ->
        [one] { $number } mort
       *[other] { $number } morts
    }
ui-count-events = { $count ->
        [one] { $count } événement
       *[other] { $count } événements
    }
ui-count-held = { $count ->
        [one] { $number } arrestation
       *[other] { $number } arrestations
    }
ui-count-hurt = { $count ->
        [one] { $number } blessé
       *[other] { $number } blessés
    }
ui-count-links = { $count ->
        [one] { $count } événement ou lien durable
       *[other] { $count } événements et liens durables
    }
ui-count-mentions = { $count ->
        [one] { $count } mention
       *[other] { $count } mentions
    }
ui-count-said = { $words }, dit { $who }
ui-cue-hedge = exprime un doute
ui-cue-negation = nie
ui-cue-plan = annonce un projet
ui-cue-speech = rapporte une parole
ui-dark = Thème sombre
ui-depth = { $count ->
        [one] Voisins directs
       *[other] Jusqu’à { $count } liens de distance
    }
ui-devices = Disques
ui-done = C’est fait
ui-drop-now = Déposez les articles ici
ui-edit = Édition
ui-events = Événements
ui-export-csv = Exporter des tableaux CSV (zip)…
ui-export-graphml = Exporter le graphe en GraphML…
ui-export-json = Exporter en JSON…
ui-export-jsonl = Exporter en JSON Lines…
ui-export-png = Exporter l’image en PNG…
ui-export-svg = Exporter l’image en SVG…
ui-family-exchange = Déplacements et échanges
ui-family-politics = Politique et justice
ui-family-rest = Autres événements
ui-family-speech = Paroles et rencontres
ui-family-violence = Violences
ui-file = Fichier
ui-file-name = Nom du fichier :
ui-filters = Filtres
ui-findings = { $count ->
        [one] { $count } événement ou lien trouvé
       *[other] { $count } événements et liens trouvés
    }
ui-fit = Tout voir
ui-focus = Voir les alentours
ui-forward = Vue suivante
ui-help = Aide
ui-help-keys = Raccourcis
ui-help-mouse = Molette : zoom. Glisser : déplacer la vue ou un acteur. Double-clic : alentours. Maj + clic sur un second acteur : fusionner.
ui-hide = Masquer
ui-hide-event = Masquer cet événement
ui-history = Historique des corrections…
ui-history-empty = Aucune correction pour l’instant.
ui-home = Dossier personnel
ui-keep-line = Le graphe actuel est gardé tel quel, à consulter plus tard.
ui-keep-snapshot = Garder un instantané…
ui-light = Thème clair
ui-lone = Acteurs sans lien
ui-looking-at = Instantané « { $name } », en lecture seule
ui-main-actors = Acteurs principaux
ui-merge = Fusionner avec…
ui-merge-line = Qui est la même personne ou la même chose que { $name } ?
ui-pick-search = Chercher un acteur
ui-modality = Certitude
ui-months = janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre
ui-more = { $count ->
        [one] Et un autre
       *[other] Et { $count } autres
    }
ui-new = Nouvel espace de travail
ui-new-do = Tout effacer
ui-new-line = Cet espace de travail n’a pas été enregistré sous un nom. Ses articles et corrections seront effacés.
ui-new-name = Nouveau nom
ui-no-events = Aucun événement trouvé pour cet acteur.
ui-nothing-left = Les filtres ne laissent rien à voir
ui-open = Ouvrir
ui-open-articles = Ouvrir des articles…
ui-open-folder = Ouvrir un dossier…
ui-open-workspace = Ouvrir un espace de travail…
ui-overview = Vue d’ensemble
ui-overview-hint = Cliquez un acteur ou un lien pour voir ses événements et les phrases qui les disent.
ui-places = Lieux
ui-present = Revenir au présent
ui-privacy = Rien ne quitte cet ordinateur.
ui-quit = Quitter
ui-read-there = Lire dans l’article
ui-reading = Lecture des articles…
ui-recent = Espaces de travail récents
ui-redo = Rétablir
ui-relayout = Redisposer le graphe
ui-remove = Supprimer
ui-rename = Renommer
ui-rename-do = Donner ce nom
ui-said-by = selon { $who }
ui-samples = Récit d’exemple
ui-save = Enregistrer
ui-save-as = Enregistrer sous…
ui-search = Chercher
ui-search-hint = Chercher un acteur ou un article
ui-show-all = Tout montrer
ui-snapshot-name = Nom de l’instantané
ui-snapshots = Instantanés…
ui-the-article = l’article
ui-ties = Liens durables
ui-type = Type
ui-undo = Annuler
ui-unnamed = Sans titre
ui-unread = Gardé, mais dans une langue qui n’est pas lue
ui-view = Affichage
ui-way-drop = Tous les articles d’un dossier, ou glissez-les simplement sur la fenêtre.
ui-way-open = Texte, HTML, PDF, Word : en français et en anglais.
ui-way-samples = Six articles de presse pour voir en un instant ce que fait Recoupe.
ui-welcome = Qui fait quoi à qui, et qui le dit
ui-welcome-line = Recoupe lit des articles de presse et en dessine les événements, phrase à l’appui.
ui-why = Pourquoi ?
ui-why-source = source « { $words } »
ui-why-words = « { $words } »
ui-written = Écrit : { $path }
ui-zoom-in = Agrandir
ui-zoom-out = Réduire

# Lieux, récits croisés, sources
correction-set-location = « { $was } » se trouve ici : { $value }
correction-nowhere = nulle part sur la carte
place-unknown = Aucun répertoire ne connaît ce lieu.
place-ambiguous = Plusieurs lieux portent ce nom, et l’article ne permet pas de trancher.
place-unsupported = Un lieu porte ce nom, mais rien dans l’article ne dit que c’est bien lui.
place-disagreeing = Les articles désignent des lieux différents par ce nom.
place-refused = Ce lieu a été retiré de la carte.
correction-same-event = « { $was } » et « { $other } » racontent le même événement
correction-different-event = « { $was } » et « { $other } » racontent deux événements distincts
correction-add-mention = « { $was } » ajouté à la main ({ $type })
correction-add-event = Événement « { $was } » ajouté à la main ({ $type })
correction-add-relation = Lien ajouté à la main : « { $was } », { $type }, « { $other } »
merge-same-name = Même nom complet
merge-same-place = Même lieu du répertoire
merge-acronym = Sigle et forme longue
merge-surname = Nom de famille qu’un seul nom complet porte dans des articles voisins
merge-spelling = Deux graphies d’un même nom
merge-person = Décision d’une personne
aspect-polarity = si cela a eu lieu
aspect-count = le nombre
aspect-agent = l’auteur
aspect-target = la cible
aspect-place = le lieu
aspect-time = la date
aspect-modality = le degré de certitude
stance-agreed = Concordance
stance-revised = Révision
stance-contradicted = Contradiction
support-articles = { $articles ->
    [one] 1 article
   *[other] { $articles } articles, dont { $independent } de source indépendante
  }
cli-suggestions = Peut-être une seule et même entité
cli-speaker-unknown = Personne de ce nom n’est cité

# Modèles choisis
package-replaced = Le paquet choisi pour la langue « { $language } » est inutilisable ({ $reason }) ; le paquet fourni le remplace
    .remedy = Choisissez-en un autre : recoupe model use { $language } FICHIER, ou revenez au paquet fourni : recoupe model use { $language } bundled
package-foreign = Le paquet est fait pour la langue « { $found } », et non pour « { $language } »
    .remedy = Choisissez un paquet de cette langue.
models-unreadable = La liste des paquets choisis est illisible ({ $reason }) ; les paquets fournis les remplacent
    .remedy = Refaites votre choix avec recoupe model use, ou supprimez le fichier.

# Vues, palette, tableaux, frise.
ui-chip-remove = Enlever le filtre : { $what }
ui-chip-text = « { $words } »
ui-chip-without = sans { $what }
ui-choose-range = Glissez pour choisir une période ; cliquez pour l’enlever
ui-claims = Affirmations
ui-column-aliases = Autres noms
ui-column-article = Article
ui-column-count = Nombre
ui-column-event = Événement
ui-column-first = Première date
ui-column-last = Dernière date
ui-column-mentions = Mentions
ui-column-name = Nom
ui-column-polarity = Affirmé ou nié
ui-column-published = Parution
ui-column-publisher = Journal
ui-column-state = État
ui-column-title = Titre
ui-column-who = Qui le dit
ui-columns = Choisir les colonnes
ui-copied = { $count ->
        [one] Une ligne copiée
       *[other] { $count } lignes copiées
    }
ui-copy-all = Copier tout le tableau
ui-copy-chosen = Copier les lignes choisies
ui-filter-text = Mots dans la phrase
ui-hour = { $hour } h
ui-in-english = English
ui-in-french = Français
ui-lane-actors = Acteurs
ui-lane-types = Types
ui-lanes-actors = Frise par acteur
ui-lanes-types = Frise par type d’événement
ui-months-short = janv.|févr.|mars|avr.|mai|juin|juil.|août|sept.|oct.|nov.|déc.
ui-palette = Palette de commandes
ui-palette-article = article
ui-palette-command = commande
ui-palette-event = événement
ui-palette-hint = Une commande, un acteur, un événement, un article…
ui-palette-nothing = Rien ne porte ce nom.
ui-panel-left = Panneau des articles
ui-panel-right = Panneau de détail
ui-panel-strip = Bande du temps
ui-place-names = Lieux
ui-play = Dérouler le temps
ui-sort-by = Trier par : { $column }
ui-sources = Qui le dit
ui-state-read = lu
ui-state-unread = gardé, non lu
ui-table-actors = Tableau des acteurs
ui-table-articles = Tableau des articles
ui-table-claims = Tableau des affirmations
ui-table-empty = Aucune ligne ne correspond.
ui-table-events = Tableau des événements
ui-table-filter = Filtrer les lignes
ui-table-places = Tableau des lieux
ui-undated = Sans date
ui-undated-short = sans date
ui-view-graph = Graphe
ui-view-table = Tableaux
ui-view-timeline = Frise
ui-motion-off = Sans mouvement
ui-motion-on = Avec mouvement
ui-text-larger = Texte plus grand
ui-text-smaller = Texte plus petit
ui-text-usual = Texte de taille normale
ui-column-place = Lieu
ui-column-time = Date
ui-way = Chemin vers un acteur…
ui-way-line = Jusqu’à qui mène le plus court chemin depuis { $name } ?
ui-way-none = Aucun chemin ne mène de l’un à l’autre dans ce qui est affiché.
ui-way-steps = { $count ->
        [one] { $count } lien
       *[other] { $count } liens
    }
ui-suggestion-different = Distincts
ui-suggestion-same = Les fusionner
ui-suggestions = Peut-être les mêmes
ui-map-empty = Aucun lieu de ces articles n’est sûrement situé.
ui-map-wide = Étendue : le point n’en est que le milieu
ui-unplaced = Hors de la carte
ui-view-map = Carte
ui-rows = { $count ->
        [one] { $count } ligne
       *[other] { $count } lignes
    }
