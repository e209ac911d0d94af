"""The stand-in of api.discogs.com and of the pages of www.discogs.com that a client sends people to."""
