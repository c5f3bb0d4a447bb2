
-- Not on the page: what the test looks at.
vim.o.swapfile = false
vim.o.ttimeoutlen = 0
vim.o.completeopt = 'menuone,noselect,popup'
vim.o.laststatus = 2
vim.o.statusline = '%f %l:%c %{get(g:, "attached", "")}'
vim.o.showmode = false
vim.diagnostic.config({ virtual_text = true })
vim.api.nvim_create_autocmd('LspAttach', {
  callback = function(event)
    vim.g.attached = vim.lsp.get_client_by_id(event.data.client_id).name .. ' attached'
    vim.cmd.redrawstatus()
  end,
})
