"""The review page: a small server on this machine, and a page of plain JavaScript modules that it serves.

session         open a project for review, serve its page, and end
server          port, link for the person, and HTTP server
guard           access: host, origin, one-time link and cookie; headers of every answer
app             addresses -> methods of the desk
desk            the review that pages read and change, and the numbered changes that pages fetch
requests        request bodies -> requests of the review; pure
sheet           one ladder, with the cards and findings of its beads, as records for the page
rows            segments -> records for the page; folding of text for the search; pure
cards           quotations and findings -> records; pure
choices         other pairings, other sources and parked decisions -> records; pure
meaning_search  results of a search by meaning -> records; pure
dismissals      dismissal of findings, with undo and redo
worker          an opened project in a helper process: realignment and search by meaning
processes       work in other processes, which frees its memory
"""
