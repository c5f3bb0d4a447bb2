-- What a user's init.lua has: the two lines of editors/neovim/README.md, or its lines for Neovim 0.10.
-- usage: nvim --clean -u init.lua, with DOSSIER_NEOVIM = editors/neovim

local client = vim.env.DOSSIER_NEOVIM

--- The block of Lua below a heading of the README.
local function readme(heading)
  local text = table.concat(vim.fn.readfile(client .. '/README.md'), '\n')
  return text:match('\n## ' .. vim.pesc(heading) .. '\n.-```lua\n(.-)```')
end

if vim.fn.has('nvim-0.11') == 1 then
  vim.opt.runtimepath:prepend(client)
  assert(load(readme('Neovim 0.11 and later')))()
  assert(load(readme('Keys')))()
else
  assert(load(readme('Neovim 0.10')))()
end

vim.o.swapfile = false
vim.o.completeopt = 'menuone,noselect,popup'
vim.o.laststatus = 2
vim.o.statusline = '%f %l:%c %{get(g:,"attached","")}'
vim.diagnostic.config({ virtual_text = true })
vim.api.nvim_create_autocmd('LspAttach', {
  callback = function(event)
    vim.g.attached = vim.lsp.get_client_by_id(event.data.client_id).name .. ' attached'
    vim.keymap.set('n', 'K', vim.lsp.buf.hover, { buffer = event.buf })
    vim.cmd.redrawstatus()
  end,
})
