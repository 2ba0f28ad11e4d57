"""The review page: a small server on this machine alone, and a page of plain modules that it serves.

desk     what is on the table: a result, the decisions on it, and what has changed since a page last asked
rows     words of beads as records that the page shows; pure
sheet    one ladder as the page shows it, and what stands beside its beads
cards    quotations and findings as records; pure
meaning  what a search by meaning found, as beads that the page shows
bodies   what a page sends, as what is asked of the review
dismissals  findings that may stand, and all that taken back and done again
guard    who may ask: host, origin, one-time link and cookie, and the headers of every answer
app      addresses -> the desk
apart    work for another process, so that its memory goes with it
server   a port, a link for the person, and an end
"""
