-- The command :Dossier, and colours for front matter. Starting the server is left to the user's init.lua.

-- Debian 12 has an older one, for example.
if vim.fn.has('nvim-0.10') == 0 then
  vim.notify('Dossier needs Neovim 0.10 or later, so it does nothing here.', vim.log.levels.WARN)
  return
end

local subcommands = {
  users = { run = 'users', arguments = 0 },
  team = { run = 'team', arguments = 0 },
  new = { run = 'new', arguments = 2 },
}

vim.api.nvim_create_user_command('Dossier', function(input)
  local words = input.fargs
  local subcommand = subcommands[words[1]]
  if not subcommand or #words - 1 ~= subcommand.arguments then
    vim.notify(':Dossier users | team | new {agent|skill|command} {name}', vim.log.levels.ERROR)
    return
  end
  require('dossier')[subcommand.run](unpack(words, 2))
end, {
  nargs = '+',
  desc = 'Agents, skills and commands of the workspace',
  complete = function(lead, line)
    local candidates = vim.tbl_keys(subcommands)
    if line:match('^%s*%S+%s+new%s+%S*$') then
      candidates = { 'agent', 'skill', 'command' }
    elseif line:match('^%s*%S+%s+%S+%s') then
      candidates = {}
    end
    table.sort(candidates)
    return vim.tbl_filter(function(candidate)
      return vim.startswith(candidate, lead)
    end, candidates)
  end,
})

--- Whether a tree-sitter parser for YAML is installed; Neovim brings none.
local function has_yaml_parser()
  return #vim.api.nvim_get_runtime_file('parser/yaml.*', false) > 0
end

-- Tree-sitter leaves front matter without colours where there is no parser for YAML. The old kind of syntax
-- can colour it alone; what tree-sitter and the server colour lies above it.
vim.api.nvim_create_autocmd('LspAttach', {
  group = vim.api.nvim_create_augroup('dossier_front_matter', {}),
  desc = 'Colour front matter',
  callback = function(event)
    local client = vim.lsp.get_client_by_id(event.data.client_id)
    local buffer = event.buf
    if not client or client.name ~= 'dossier' or vim.bo[buffer].syntax ~= '' then
      return
    end
    if vim.treesitter.highlighter.active[buffer] and not has_yaml_parser() then
      vim.bo[buffer].syntax = 'dossier_front_matter'
    end
  end,
})
