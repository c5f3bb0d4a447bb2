--- Starts Dossier in every version of Neovim from 0.10 on, and does what :Dossier offers.
local M = {}

local is_0_11 = vim.fn.has('nvim-0.11') == 1

--- The client of the current buffer, else any other; a message when there is none.
---@return vim.lsp.Client?
local function client()
  local clients = vim.lsp.get_clients({ name = 'dossier', bufnr = 0 })
  local found = clients[1] or vim.lsp.get_clients({ name = 'dossier' })[1]
  if not found then
    vim.notify('Dossier is not running; :checkhealth dossier says why', vim.log.levels.WARN)
  end
  return found
end

--- Asks the server, and gives its answer to `use`; a refusal is shown.
---@param server vim.lsp.Client
---@param method string
---@param params any
---@param use fun(result: any)
local function ask(server, method, params, use)
  local function answered(err, result)
    if err then
      vim.notify('Dossier: ' .. err.message, vim.log.levels.ERROR)
    elseif result then
      use(result)
    end
  end
  if is_0_11 then
    server:request(method, params, answered, 0)
  else
    server.request(method, params, answered, 0)
  end
end

--- In Neovim 0.10: starts the server for the buffers of its filetypes.
---@param config table  what lsp/dossier.lua returns
local function start_for_filetypes(config)
  local function start(buffer)
    -- Not in floating windows and the like, whose text is Markdown too.
    if vim.bo[buffer].buftype ~= '' then
      return
    end
    local function start_in(root)
      local settings = vim.tbl_extend('force', config, { name = 'dossier', root_dir = root })
      vim.lsp.start(settings, { bufnr = buffer })
    end
    if type(config.root_dir) == 'function' then
      config.root_dir(buffer, start_in)
    else
      start_in(config.root_dir)
    end
  end

  vim.api.nvim_create_autocmd('FileType', {
    group = vim.api.nvim_create_augroup('dossier', {}),
    pattern = config.filetypes,
    desc = 'Start Dossier',
    callback = function(event)
      start(event.buf)
    end,
  })
  for _, buffer in ipairs(vim.api.nvim_list_bufs()) do
    if vim.api.nvim_buf_is_loaded(buffer) and vim.tbl_contains(config.filetypes, vim.bo[buffer].filetype) then
      start(buffer)
    end
  end
end

--- Says once that the program is missing, which Neovim 0.11 and later say in a log only. Most TOML and JSON is
--- none of ours, so that only Markdown is a reason.
local function warn_when_missing()
  vim.api.nvim_create_autocmd('FileType', {
    group = vim.api.nvim_create_augroup('dossier', {}),
    pattern = 'markdown',
    once = true,
    desc = 'Say that Dossier is missing',
    callback = function()
      local cmd = vim.lsp.config.dossier.cmd
      if type(cmd) == 'table' and vim.fn.executable(cmd[1]) == 0 then
        vim.notify(("Dossier: '%s' is not on PATH; see :checkhealth dossier"):format(cmd[1]), vim.log.levels.WARN)
      end
    end,
  })
end

--- Starts Dossier for agent files, now and later.
---@param settings? table  changes to lsp/dossier.lua, as in vim.lsp.config()
function M.setup(settings)
  if vim.fn.has('nvim-0.10') == 0 then
    -- plugin/dossier.lua has said why.
    return
  end
  if is_0_11 then
    vim.lsp.config('dossier', settings or {})
    vim.lsp.enable('dossier')
    warn_when_missing()
    return
  end
  local file = vim.api.nvim_get_runtime_file('lsp/dossier.lua', false)[1]
  local defaults = { capabilities = vim.lsp.protocol.make_client_capabilities() }
  start_for_filetypes(vim.tbl_deep_extend('force', defaults, dofile(file), settings or {}))
end

--- Puts the places that use what the current file defines into the quickfix list.
function M.users()
  local server = client()
  if not server then
    return
  end
  local params = { textDocument = vim.lsp.util.make_text_document_params(0) }
  ask(server, 'textDocument/codeLens', params, function(lenses)
    if not lenses[1] then
      vim.notify('Dossier: this file defines nothing')
      return
    end
    ask(server, 'codeLens/resolve', lenses[1], function(lens)
      local run = server.commands[lens.command.command]
      run(lens.command, { client_id = server.id, bufnr = vim.api.nvim_get_current_buf() })
    end)
  end)
end

--- Lets the user choose among all agents, skills, commands and the rest, and goes there.
function M.team()
  local server = client()
  if not server then
    return
  end
  ask(server, 'dossier/team', vim.NIL, function(team)
    vim.ui.select(team, {
      prompt = 'Go to',
      kind = 'dossier.team',
      format_item = function(it)
        local description = it.description and ' - ' .. it.description or ''
        return ('%s (%s)%s'):format(it.name, it.kind, description)
      end,
    }, function(it)
      if it then
        local location = { uri = it.uri, range = it.range }
        vim.lsp.util.show_document(location, server.offset_encoding, { focus = true })
      end
    end)
  end)
end

--- Opens a buffer with a new agent, skill or command, in the form of a snippet. Nothing is written.
---@param kind 'agent'|'skill'|'command'
---@param name string
function M.new(kind, name)
  local server = client()
  if not server then
    return
  end
  local params = { kind = kind, name = name, near = vim.uri_from_bufnr(0) }
  ask(server, 'dossier/newFile', params, function(new)
    vim.ui.select(new.places, {
      prompt = 'Where',
      kind = 'dossier.new',
      format_item = function(place)
        return vim.fn.fnamemodify(vim.uri_to_fname(place.uri), ':~:.')
      end,
    }, function(place)
      if not place then
        return
      end
      vim.cmd.edit({ vim.uri_to_fname(place.uri), magic = { file = false } })
      vim.api.nvim_create_autocmd('BufWritePre', {
        buffer = 0,
        once = true,
        desc = 'Make the folder of a new file',
        callback = function(event)
          vim.fn.mkdir(vim.fs.dirname(event.match), 'p')
        end,
      })
      vim.snippet.expand(new.text)
    end)
  end)
end

return M
