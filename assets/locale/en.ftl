# Codes: what happened, and what to do about it.
file-missing = No such file or folder
    .remedy = Check the path; the file may have been moved or renamed.
file-forbidden = The system does not let you read this
    .remedy = Ask for the right to read it, or copy it to a folder of yours.
file-unreadable = The file could not be read: { $reason }
    .remedy = Check the disk or the connection to it, then try again.
file-empty = The file holds no text
    .remedy = Nothing to do, unless you expected text: then look at the original.
file-not-text = The file is named as text but holds binary data
    .remedy = Give it the extension of its real format, or leave it out.
file-too-large = The file is { $size } MB large; the limit is { $limit } MB
    .remedy = Split it into articles, or into records, one a line, in a .jsonl file.
file-unsupported = Files of this format are not read
    .remedy = Save it as text, HTML, PDF, docx, odt or jsonl.
folder-empty = The folder holds no file that can be read
    .remedy = Text, Markdown, HTML, PDF, docx, odt and jsonl files are read.
files-skipped = { $count ->
        [one] One file of another format was passed over
       *[other] { $count } files of other formats were passed over
    }
    .remedy = Name such a file itself to learn why it cannot be read.
pdf-scanned = The PDF holds images of pages, without text
    .remedy = Run it through text recognition (OCR) first.
pdf-encrypted = The PDF is behind a password
    .remedy = Save a copy without the password, then import the copy.
pdf-damaged = The PDF cannot be taken apart
    .remedy = Open it in a PDF viewer and print it to a new PDF, or copy its text.
html-without-article = No article was found in the page
    .remedy = The page may need its scripts to show text; save the text from your browser.
office-damaged = The document cannot be taken apart
    .remedy = Open it in a word processor and save it again.
office-closed = The document is in the old .doc format or behind a password
    .remedy = Save it as .docx without a password.
record-damaged = The line is no JSON record
    .remedy = Each line must be one object with at least "text".
record-without-text = The record has no text
    .remedy = Put the article into the field "text".
article-known = The article is already there ({ $name })
    .remedy = Nothing to do; the same text is kept once.
language-unread = The article is neither French nor English
    .remedy = It is kept and can be searched, but not read for events.
article-failed = Reading the article failed inside the program: { $reason }
    .remedy = The other articles are not touched; please report this one.
workspace-missing = No such workspace
    .remedy = Check the path; the file may have been moved or renamed.
workspace-damaged = The workspace is damaged
    .remedy = Open a copy made earlier; the file itself was left as it is.
workspace-newer = The workspace was written by a newer version of Recoupe
    .remedy = Update Recoupe to open it.
workspace-foreign = The file is no Recoupe workspace
    .remedy = Use Import to read articles; workspaces end in .recoupe.
workspace-locked = The workspace is open in another window or program
    .remedy = Close it there, then try again.
workspace-read-only = The workspace cannot be written there
    .remedy = Copy it to a folder of yours, or ask for the right to write.
workspace-failed = The workspace failed: { $reason }
    .remedy = Save a copy under another name, then try again.
disk-full = No room is left on the disk
    .remedy = Make room or choose another disk, then try again; nothing half-written was left.
picture-failed = The picture could not be drawn: { $reason }
    .remedy = Choose a smaller scale, or SVG.
snapshot-missing = No snapshot is named { $name }
    .remedy = Choose one from the list.
snapshot-exists = A snapshot is already named { $name }
    .remedy = Choose another name.
nothing-to-undo = Nothing is left to undo
    .remedy = The history lists every gesture.
nothing-to-redo = Nothing is left to redo
    .remedy = The history lists every gesture.
export-failed = The results could not be written: { $reason }
    .remedy = Choose another folder, then try again; nothing half-written was left.
export-forbidden = The results may not be written there
    .remedy = Choose a folder of yours.
package-unusable = The package of models cannot be used: { $reason }
    .remedy = Check that the folder or file holds a complete package.
window-absent = This build has no window
    .remedy = Use a subcommand: recoupe --help lists them.
window-failed = The window could not open: { $reason }
    .remedy = Check that a display is at hand; the subcommands work without one.

# Corrections, as the history tells them.
correction-rename-entity = Renamed “{ $was }” to “{ $name }”
correction-retype-entity = “{ $was }” is of type { $type }
correction-same-entity = “{ $was }” and “{ $other }” are the same
correction-different-entity = “{ $was }” and “{ $other }” are different
correction-hide-entity = Hid “{ $was }”
correction-hide-event = Hid the event “{ $was }”
correction-set-event-type = The event “{ $was }” is of type { $type }
correction-set-polarity = The event “{ $was }” is { $value }
correction-set-modality = The event “{ $was }” is { $value }
correction-set-count = The event “{ $was }” counts { $value }
correction-set-time = The event “{ $was }” happened { $value }
correction-set-source = The event “{ $was }” is said by { $other }
correction-set-argument = In “{ $was }”, { $role } is “{ $other }”
correction-hide-argument = In “{ $was }”, “{ $other }” is not { $role }
correction-judge-event = Judged the event “{ $was }”: { $value }
correction-judge-entity = Judged “{ $was }”: { $value }
correction-leave-out-article = Left out an article ({ $was })
correction-nobody = the article itself
correction-unknown = unknown

# Words of closed lists.
word-confirmed = confirmed
word-doubtful = doubtful
word-cleared = neither confirmed nor doubtful
word-person = person
word-organization = organization
word-group = group
word-place = place
word-thing = thing
word-agent = agent
word-target = target
word-theme = theme
word-time = time
word-affirmed = affirmed
word-negated = denied
word-actual = actual
word-possible = possible
word-planned = planned
event-attack = attack
event-clash = clash
event-seize = seizure
event-expel = expulsion
event-destroy = destruction
event-threaten = threat
event-die = death
event-injure = injury
event-arrest = arrest
event-abduct = kidnapping
event-release = release
event-investigate = inquiry
event-charge = charge
event-judge = judgment
event-protest = protest
event-state = statement
event-meet = meeting
event-agree = agreement
event-refuse = refusal
event-demand = demand
event-accuse = accusation
event-support = support
event-restrict = restriction
event-elect = election
event-vote = vote
event-appoint = appointment
event-depart = departure from a post
event-move = movement
event-transfer = transfer
event-create = creation
event-close = closure
event-disaster = disaster
event-accident = accident
event-compete = contest
event-discover = discovery
event-aid = aid
relation-role = post
relation-member = member
relation-part_of = part of
relation-located_in = located in
relation-family = family

# Why a correction no longer finds its target.
stale-article-gone = Its article is no longer in the workspace
stale-words-gone = Its words are no longer in the article
stale-finding-gone = The program no longer finds anything at these words
stale-contradicted = It contradicts a later correction

# Jobs and their ends.
job-open = Opening
job-new = New workspace
job-save = Saving
job-import = Importing
job-reextract = Reading again
job-correct = Correcting
job-undo = Undoing
job-redo = Redoing
job-search = Searching
job-fetch = Fetching
job-positions = Keeping positions
job-snapshot = Snapshot
job-export = Exporting
job-close = Closing
summary-articles = { $read ->
        [one] One article read
       *[other] { $read } articles read
    }, { $known } already there, { $failed } failed
summary-done = Done

# The command line.
cli-progress = { $done } of { $total } articles
cli-failed = { $count ->
        [one] One article failed
       *[other] { $count } articles failed
    }

# The window.
ui-about = About Recoupe
ui-actors = Actors
ui-all-files = All files
ui-also = Also:
ui-around = Around { $name }
ui-articles = Articles
ui-back = Previous view
ui-by-you = by you
ui-cancel = Cancel
ui-cancelled = Stopped
ui-chosen = Chosen:
ui-clear-filters = Clear filters
ui-close = Close
ui-close-article = Close the article
ui-count-articles = { $count ->
        [one] { $count } article
       *[other] { $count } articles
    }
ui-count-dead = { $count ->
        [one] { $number } dead
       *[other] { $number } dead
    }
ui-count-events = { $count ->
        [one] { $count } event
       *[other] { $count } events
    }
ui-count-held = { $count ->
        [one] { $number } arrest
       *[other] { $number } arrests
    }
ui-count-hurt = { $count ->
        [one] { $number } injured
       *[other] { $number } injured
    }
ui-count-links = { $count ->
        [one] { $count } event or lasting tie
       *[other] { $count } events and lasting ties
    }
ui-count-mentions = { $count ->
        [one] { $count } mention
       *[other] { $count } mentions
    }
ui-count-said = { $words }, says { $who }
ui-cue-hedge = expresses doubt
ui-cue-negation = denies
ui-cue-plan = announces a plan
ui-cue-speech = reports speech
ui-dark = Dark theme
ui-depth = { $count ->
        [one] Direct neighbours
       *[other] Up to { $count } links away
    }
ui-devices = Devices
ui-done = Done
ui-drop-now = Drop the articles here
ui-edit = Edit
ui-events = Events
ui-export-csv = Export CSV tables (zip)…
ui-export-graphml = Export the graph as GraphML…
ui-export-json = Export JSON…
ui-export-jsonl = Export JSON Lines…
ui-export-png = Export the picture as PNG…
ui-export-svg = Export the picture as SVG…
ui-family-exchange = Movement and exchange
ui-family-politics = Politics and justice
ui-family-rest = Other events
ui-family-speech = Speech and meetings
ui-family-violence = Violence
ui-file = File
ui-file-name = File name:
ui-filters = Filters
ui-findings = { $count ->
        [one] { $count } event or link found
       *[other] { $count } events and links found
    }
ui-fit = Show everything
ui-focus = Show surroundings
ui-forward = Next view
ui-help = Help
ui-help-keys = Shortcuts
ui-help-mouse = Wheel: zoom. Drag: move the view or an actor. Double click: surroundings. Shift + click a second actor: merge.
ui-hide = Hide
ui-hide-event = Hide this event
ui-history = History of corrections…
ui-history-empty = No corrections yet.
ui-home = Home
ui-keep-line = The present graph is kept as it is, to be looked at later.
ui-keep-snapshot = Keep a snapshot…
ui-light = Light theme
ui-lone = Actors without links
ui-looking-at = Snapshot “{ $name }”, read only
ui-main-actors = Main actors
ui-merge = Merge with…
ui-merge-line = Which actor is the same as { $name }?
ui-pick-search = Search an actor
ui-modality = Certainty
ui-months = January|February|March|April|May|June|July|August|September|October|November|December
ui-more = { $count ->
        [one] And one more
       *[other] And { $count } more
    }
ui-new = New workspace
ui-new-do = Erase all
ui-new-line = This workspace has not been saved under a name. Its articles and corrections will be erased.
ui-new-name = New name
ui-no-events = No event was found for this actor.
ui-nothing-left = The filters leave nothing to see
ui-open = Open
ui-open-articles = Open articles…
ui-open-folder = Open a folder…
ui-open-workspace = Open a workspace…
ui-overview = Overview
ui-overview-hint = Click an actor or a link to see its events and the sentences that tell them.
ui-places = Places
ui-present = Back to the present
ui-privacy = Nothing leaves this computer.
ui-quit = Quit
ui-read-there = Read in the article
ui-reading = Reading the articles…
ui-recent = Recent workspaces
ui-redo = Redo
ui-relayout = Lay the graph out anew
ui-remove = Remove
ui-rename = Rename
ui-rename-do = Give this name
ui-said-by = says { $who }
ui-samples = Sample story
ui-save = Save
ui-save-as = Save as…
ui-search = Search
ui-search-hint = Search actors and articles
ui-show-all = Show all
ui-snapshot-name = Name of the snapshot
ui-snapshots = Snapshots…
ui-the-article = the article
ui-ties = Lasting ties
ui-type = Type
ui-undo = Undo
ui-unnamed = Untitled
ui-unread = Kept, but in a language that is not read
ui-view = View
ui-way-drop = Every article of a folder, or simply drop them on the window.
ui-way-open = Text, HTML, PDF, Word: in French and in English.
ui-way-samples = Six press articles to see in a moment what Recoupe does.
ui-welcome = Who does what to whom, and who says so
ui-welcome-line = Recoupe reads news articles and draws their events, each with its sentence.
ui-why = Why?
ui-why-source = source “{ $words }”
ui-why-words = “{ $words }”
ui-written = Written: { $path }
ui-zoom-in = Zoom in
ui-zoom-out = Zoom out

# Places, stories told by several articles, sources
correction-set-location = “{ $was }” lies here: { $value }
correction-nowhere = nowhere on the map
place-unknown = No list knows this place.
place-ambiguous = Several places bear this name, and the article does not tell them apart.
place-unsupported = One place bears this name, but nothing in the article says that it is the one.
place-disagreeing = The articles mean different places by this name.
place-refused = This place was taken off the map.
correction-same-event = “{ $was }” and “{ $other }” tell of the same event
correction-different-event = “{ $was }” and “{ $other }” tell of different events
correction-add-mention = “{ $was }” added by hand ({ $type })
correction-add-event = Event “{ $was }” added by hand ({ $type })
correction-add-relation = Tie added by hand: “{ $was }”, { $type }, “{ $other }”
merge-same-name = Same full name
merge-same-place = Same place of the list
merge-acronym = Acronym and long form
merge-surname = Surname that one full name of related articles holds
merge-spelling = Two spellings of one name
merge-person = A person’s decision
aspect-polarity = whether it happened
aspect-count = how many
aspect-agent = who did it
aspect-target = to whom
aspect-place = where
aspect-time = when
aspect-modality = how certain it is
stance-agreed = Agreement
stance-revised = Revision
stance-contradicted = Contradiction
support-articles = { $articles ->
    [one] 1 article
   *[other] { $articles } articles, { $independent } independent
  }
cli-suggestions = Perhaps one and the same
cli-speaker-unknown = Nobody of that name is quoted

# Chosen packages of models
package-replaced = The package chosen for the language “{ $language }” cannot be used ({ $reason }); the bundled one reads instead
    .remedy = Choose another: recoupe model use { $language } FILE, or go back with: recoupe model use { $language } bundled
package-foreign = The package was made for the language “{ $found }”, not for “{ $language }”
    .remedy = Choose a package of that language.
models-unreadable = The list of chosen packages cannot be read ({ $reason }); the bundled ones read instead
    .remedy = Choose again: recoupe model use, or delete the file.

# Views, palette, tables, timeline.
ui-chip-remove = Remove the filter: { $what }
ui-chip-text = “{ $words }”
ui-chip-without = without { $what }
ui-choose-range = Drag to choose a period; click to remove it
ui-claims = Claims
ui-column-aliases = Other names
ui-column-article = Article
ui-column-count = Number
ui-column-event = Event
ui-column-first = First date
ui-column-last = Last date
ui-column-mentions = Mentions
ui-column-name = Name
ui-column-polarity = Affirmed or denied
ui-column-published = Published
ui-column-publisher = Newspaper
ui-column-state = State
ui-column-title = Title
ui-column-who = Who says so
ui-columns = Choose columns
ui-copied = { $count ->
        [one] One row copied
       *[other] { $count } rows copied
    }
ui-copy-all = Copy the whole table
ui-copy-chosen = Copy the chosen rows
ui-filter-text = Words in the sentence
ui-hour = { $hour }:00
ui-in-english = English
ui-in-french = Français
ui-lane-actors = Actors
ui-lane-types = Types
ui-lanes-actors = Timeline by actor
ui-lanes-types = Timeline by type of event
ui-months-short = Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec
ui-palette = Command palette
ui-palette-article = article
ui-palette-command = command
ui-palette-event = event
ui-palette-hint = A command, an actor, an event, an article…
ui-palette-nothing = Nothing goes by that name.
ui-panel-left = Panel of articles
ui-panel-right = Panel of details
ui-panel-strip = Strip of time
ui-place-names = Places
ui-play = Play through time
ui-sort-by = Sort by: { $column }
ui-sources = Who says so
ui-state-read = read
ui-state-unread = kept, not read
ui-table-actors = Table of actors
ui-table-articles = Table of articles
ui-table-claims = Table of claims
ui-table-empty = No row fits.
ui-table-events = Table of events
ui-table-filter = Filter the rows
ui-table-places = Table of places
ui-undated = No date
ui-undated-short = undated
ui-view-graph = Graph
ui-view-table = Tables
ui-view-timeline = Timeline
ui-motion-off = Without motion
ui-motion-on = With motion
ui-text-larger = Larger text
ui-text-smaller = Smaller text
ui-text-usual = Text of the usual size
ui-column-place = Place
ui-column-time = Date
ui-way = Path to an actor…
ui-way-line = To whom does the shortest path from { $name } lead?
ui-way-none = No path leads from one to the other in what is shown.
ui-way-steps = { $count ->
        [one] { $count } link
       *[other] { $count } links
    }
ui-suggestion-different = Different
ui-suggestion-same = Merge them
ui-suggestions = Perhaps the same
ui-map-empty = No place of these articles is located with certainty.
ui-map-wide = An area: the point is only its middle
ui-unplaced = Not on the map
ui-view-map = Map
ui-rows = { $count ->
        [one] { $count } row
       *[other] { $count } rows
    }
