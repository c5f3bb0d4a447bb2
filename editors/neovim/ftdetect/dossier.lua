-- Some agent files, such as Cursor's rules, are Markdown under another extension. Where they lie is made from
-- grammars/dialects: UPDATE_EXPECT=1 cargo test -p dossier-ls --test editor_lists
local patterns = {
  '.*/%.augment/agents/.*%.txt',
  '.*/%.cline/agents/[^/]*%.yaml',
  '.*/%.cline/agents/[^/]*%.yml',
  '.*/%.clinerules/.*%.txt',
  '.*/%.cursor/rules/.*%.cursorrules',
  '.*/%.cursor/rules/.*%.mdc',
  '.*/%.cursorrules',
  '.*/%.factory/skills/.*skill%.mdx',
  '.*/rules/.*%.mdc',
}

for _, pattern in ipairs(patterns) do
  vim.filetype.add({ pattern = { [pattern] = 'markdown' } })
end
