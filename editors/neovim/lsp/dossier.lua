-- Dossier, a language server for agent markdown files. Neovim 0.11 or later:
-- put this file into ~/.config/nvim/lsp/ and call vim.lsp.enable('dossier').
-- It needs none of the other files here; they add a health check, help, commands and Neovim 0.10.

-- Where agent files lie that are TOML or JSON, as globs. Made from grammars/dialects:
-- UPDATE_EXPECT=1 cargo test -p dossier-ls --test editor_lists
local places = {
  '**/.amazonq/cli-agents/*.json',
  '**/.claude-plugin/plugin.json',
  '**/.codex/agents/**/*.toml',
  '**/.gemini/commands/**/*.toml',
  '**/.kiro/agents/**/*.json',
  '**/.mcp.json',
  '**/.qwen/commands/**/*.toml',
  '**/opencode.json',
  '**/opencode.jsonc',
}

--- Whether the server is for this file. Other TOML and JSON is left alone.
---@param buffer integer
---@return boolean
local function is_for(buffer)
  local filetype = vim.bo[buffer].filetype
  if not vim.list_contains({ 'toml', 'json', 'jsonc' }, filetype) then
    return true
  end
  local path = vim.fs.normalize(vim.api.nvim_buf_get_name(buffer))
  return vim.iter(places):any(function(glob)
    return vim.glob.to_lpeg(glob):match(path) ~= nil
  end)
end

--- The repository, else the nearest folder that holds agent files, else the working folder if the file lies
--- in it. Never the home folder: ~/.claude makes no project of it.
---@param buffer integer
---@param start fun(root?: string)
local function root_dir(buffer, start)
  if not is_for(buffer) then
    return
  end
  local home = vim.fs.normalize('~')
  local root = vim.fs.root(buffer, '.git') or vim.fs.root(buffer, { '.claude', '.agents', '.claude-plugin' })
  if not root or root == home then
    local working = vim.fs.normalize(vim.fn.getcwd())
    local file = vim.fs.normalize(vim.api.nvim_buf_get_name(buffer))
    root = working ~= home and vim.startswith(file, working .. '/') and working or nil
  end
  start(root)
end

-- What a server may ask for once it has read the whole workspace: to be asked again. Neovim can do that for
-- code lenses and diagnostics from 0.12 on.
local can_refresh = vim.fn.has('nvim-0.12') == 1

--- What a run of the code lens "used by 2 agents" does: the places go to the quickfix list.
---@param command lsp.Command
---@param context { client_id: integer, bufnr: integer }
local function show_references(command, context)
  local locations = command.arguments[3]
  local encoding = vim.lsp.get_client_by_id(context.client_id).offset_encoding
  vim.fn.setqflist({}, ' ', {
    title = 'Dossier: ' .. command.title,
    items = vim.lsp.util.locations_to_items(locations, encoding),
  })
  vim.cmd('botright copen')
  if not can_refresh then
    -- They take a lens away when it is run.
    vim.lsp.codelens.refresh({ bufnr = context.bufnr })
  end
end

--- What a run of the code lens "not used by any agent" does.
---@param command lsp.Command
local function show_title(command)
  vim.notify('Dossier: ' .. command.title)
end

--- Shows the code lenses of a buffer and keeps them new.
---@param client vim.lsp.Client
---@param buffer integer
local function show_code_lenses(client, buffer)
  if can_refresh then
    vim.lsp.codelens.enable(true, { bufnr = buffer })
    return
  end
  vim.lsp.codelens.refresh({ bufnr = buffer })
  vim.api.nvim_create_autocmd({ 'BufEnter', 'BufWritePost', 'InsertLeave' }, {
    group = vim.api.nvim_create_augroup('dossier_code_lens_' .. buffer, {}),
    buffer = buffer,
    desc = 'Refresh the code lenses of Dossier',
    callback = function()
      if not vim.lsp.buf_is_attached(buffer, client.id) then
        return true -- the autocommand is not needed any more
      end
      vim.lsp.codelens.refresh({ bufnr = buffer })
    end,
  })
end

--- Does what the server asks once it has read the whole workspace, or when files change on the disk.
local function refresh_code_lenses(_, _, context)
  for buffer in pairs(vim.lsp.get_client_by_id(context.client_id).attached_buffers) do
    vim.lsp.codelens.refresh({ bufnr = buffer })
  end
  return vim.NIL
end

---@type vim.lsp.Config
return {
  cmd = { 'dossier', 'lsp' },
  filetypes = { 'markdown', 'toml', 'json', 'jsonc' },
  root_dir = root_dir,
  init_options = {
    diagnostics = {
      enable = true,
      scope = 'open', -- or 'workspace': every agent file below the root
    },
    -- Severity by rule name: error, warning, information, hint or off.
    rules = vim.empty_dict(),
  },
  commands = { ['dossier.showReferences'] = show_references, [''] = show_title },
  on_attach = show_code_lenses,
  capabilities = not can_refresh and { workspace = { codeLens = { refreshSupport = true } } } or nil,
  handlers = not can_refresh and { ['workspace/codeLens/refresh'] = refresh_code_lenses } or nil,
}
