--- :checkhealth dossier
local M = {}

local health = vim.health
local is_0_11 = vim.fn.has('nvim-0.11') == 1

--- The command that starts the server, as it is configured.
---@return string[]
local function command()
  local config = is_0_11 and vim.lsp.config.dossier
  return config and type(config.cmd) == 'table' and config.cmd or { 'dossier', 'lsp' }
end

local function check_neovim()
  if vim.fn.has('nvim-0.10') == 0 then
    health.error('Neovim is older than 0.10')
  elseif is_0_11 and not vim.lsp.config.dossier then
    health.error("Neovim finds no lsp/dossier.lua in 'runtimepath'")
  elseif is_0_11 and vim.lsp.is_enabled and not vim.lsp.is_enabled('dossier') then
    health.warn('Dossier is not enabled', "Add vim.lsp.enable('dossier') to your init.lua")
  else
    health.ok(('Neovim %s'):format(tostring(vim.version())))
  end
end

local function check_program()
  local program = command()[1]
  local path = vim.fn.exepath(program)
  if path == '' then
    health.error(("'%s' is not on PATH"):format(program), {
      'Install it: cargo install --path server/dossier, in the repository of Dossier',
      'Is it there, but Neovim has another PATH? Compare :echo $PATH with that of your shell',
      'Or set cmd to the whole path; see :help dossier-settings',
    })
    return
  end
  local ran, answer = pcall(function()
    return vim.system({ path, '--version' }, { text = true, timeout = 5000 }):wait()
  end)
  if ran and answer.code == 0 then
    health.ok(('%s at %s'):format(vim.trim(answer.stdout), path))
  else
    health.error(('%s does not answer --version'):format(path), ran and answer.stderr or answer)
  end
end

--- What the server says of the file in a buffer.
---@param client vim.lsp.Client
---@param buffer integer
---@return string
local function describe(client, buffer)
  local method, params = 'dossier/describeFile', { uri = vim.uri_from_bufnr(buffer) }
  local answer, failure
  if is_0_11 then
    answer, failure = client:request_sync(method, params, 2000, buffer)
  else
    answer, failure = client.request_sync(method, params, 2000, buffer)
  end
  if not answer or answer.err then
    return 'no answer: ' .. (failure or vim.inspect(answer and answer.err))
  end
  local file = answer.result
  if not file or file == vim.NIL then
    return 'no agent file; names in its text lead to agents all the same'
  end
  local text = ('%s of %s'):format(file.kind, file.dialect)
  if #file.readers > 0 then
    text = text .. ', also read by ' .. table.concat(file.readers, ', ')
  end
  if file.plugin and file.plugin ~= vim.NIL then
    text = text .. ', in the plugin ' .. file.plugin
  end
  return file.loaded and text or text .. '; no program looks for it at this place'
end

local function check_clients()
  local clients = vim.lsp.get_clients({ name = 'dossier' })
  if #clients == 0 then
    health.warn('The server is not running', {
      'It starts with the first Markdown file that is opened',
      'If it does not, this file says what went wrong: ' .. vim.fn.stdpath('log') .. '/lsp.log',
    })
    return
  end
  for _, client in ipairs(clients) do
    local root = client.config.root_dir
    health.ok(('running in %s'):format(root and vim.fn.fnamemodify(root, ':~') or 'no folder'))
    local buffers = vim.tbl_keys(client.attached_buffers)
    table.sort(buffers)
    for _, buffer in ipairs(buffers) do
      local name = vim.fn.fnamemodify(vim.api.nvim_buf_get_name(buffer), ':~:.')
      health.info(('%s: %s'):format(name, describe(client, buffer)))
    end
  end
end

function M.check()
  health.start('Dossier')
  check_neovim()
  check_program()
  check_clients()
end

return M
