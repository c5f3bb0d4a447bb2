" YAML between the fences at the start of a file, and nothing else. See plugin/dossier.lua.
if exists('b:current_syntax')
  finish
endif

syntax include @dossierYaml syntax/yaml.vim
syntax region dossierFrontMatter start="\%^---\s*$" end="^---\s*$" keepend contains=@dossierYaml

let b:current_syntax = 'dossier_front_matter'
