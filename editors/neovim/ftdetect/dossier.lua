-- Cursor's rules are Markdown under another extension.
vim.filetype.add({ pattern = { ['.*/%.cursor/rules/.*%.mdc'] = 'markdown' } })
