-- Dossier, a language server for agent markdown files. Neovim 0.11 or later:
-- put this file into ~/.config/nvim/lsp/ and call vim.lsp.enable('dossier').

--- The repository, else the nearest folder that holds agent files. Never the home folder: ~/.claude makes
--- no project of it.
---@param buffer integer
---@param start fun(root?: string)
local function root_dir(buffer, start)
  local root = vim.fs.root(buffer, { '.git', { '.claude', '.agents' } })
  start(root ~= vim.fs.normalize('~') and root or nil)
end

---@type vim.lsp.Config
return {
  cmd = { 'dossier', 'lsp' },
  filetypes = { 'markdown' },
  root_dir = root_dir,
  init_options = {
    diagnostics = {
      enable = true,
      scope = 'open', -- or 'workspace': every agent file below the root
    },
    -- Severity by rule name: error, warning, information, hint or off.
    rules = vim.empty_dict(),
  },
}
