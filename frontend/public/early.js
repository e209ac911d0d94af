// Before the first paint. The theme, so that a dark room stays dark: the chosen one, else the system's.
// And the files of the first page, named on this script's tag by the build: they need not wait for the app to ask.
;(() => {
  const chosen = localStorage.getItem('theme')
  const dark = chosen ? chosen === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches
  document.documentElement.classList.toggle('dark', dark)

  const { visitor, user, today } = document.currentScript.dataset
  const isUser = localStorage.getItem('signed-in') !== null
  const lists = isUser ? [user, location.pathname === '/' && today] : [visitor]
  for (const file of new Set(lists.filter(Boolean).join(' ').split(' ').filter(Boolean))) {
    const link = document.createElement('link')
    link.rel = 'modulepreload'
    link.crossOrigin = ''
    link.href = file
    document.head.append(link)
  }
})()
