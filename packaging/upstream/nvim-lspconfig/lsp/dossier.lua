---@brief
---
--- https://github.com/dossier-ls/dossier
---
--- Dossier is a language server for agent markdown files: the subagents, skills, commands, rules and memory files of
--- Claude Code and its relatives. It offers completion, hover, definitions, references, rename, fixes and diagnostics.
---
--- `dossier` can be installed with `cargo install dossier-ls`, or from https://github.com/dossier-ls/dossier/releases
---
--- In Markdown that is no agent file it reports nothing, so it can run beside another server for Markdown.
---
--- All settings are in https://github.com/dossier-ls/dossier/blob/main/docs/configuration.md#editor-settings:
---
--- ```lua
--- vim.lsp.config('dossier', {
---   init_options = {
---     diagnostics = { scope = 'workspace' },
---     rules = { ['unknown-tool'] = 'off' },
---   },
--- })
--- ```

---@type vim.lsp.Config
return {
  cmd = { 'dossier', 'lsp' },
  filetypes = { 'markdown' },
  root_dir = function(bufnr, on_dir)
    local root = vim.fs.root(bufnr, '.git') or vim.fs.root(bufnr, { '.claude', '.agents', '.claude-plugin' })
    -- ~/.claude holds the user's own agents and makes no project of the home folder. Without a root, the server looks
    -- around the file by itself.
    on_dir(root ~= vim.fs.normalize('~') and root or nil)
  end,
  commands = {
    -- What the code lens "used by 2 agents" runs.
    ['dossier.showReferences'] = function(command, ctx)
      local client = assert(vim.lsp.get_client_by_id(ctx.client_id))
      vim.fn.setqflist({}, ' ', {
        title = command.title,
        items = vim.lsp.util.locations_to_items(command.arguments[3], client.offset_encoding),
      })
      vim.cmd('botright copen')
    end,
  },
}
