//! What `dossier init` writes.

/// A workflow of GitHub Actions.
pub(super) const GITHUB: &str = "\
name: Agents
on: [push, pull_request]
permissions:
  contents: read
jobs:
  dossier:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v6
      - uses: dossier-ls/dossier@main
        with:
          fail-on: error
";

/// A job of GitLab.
pub(super) const GITLAB: &str = "\
agents:
  image: rust:1
  script:
    - cargo install --git https://github.com/dossier-ls/dossier --locked dossier-ls
    - dossier check --format gitlab --output gl-code-quality-report.json
  artifacts:
    when: always
    reports:
      codequality: gl-code-quality-report.json
";

/// An entry of pre-commit, which runs the `dossier` that is installed.
pub(super) const PRE_COMMIT: &str = "\
repos:
  - repo: local
    hooks:
      - id: dossier-check
        name: dossier check
        entry: dossier check
        language: system
        files: '\\.(md|mdc|markdown|toml|json)$'
        require_serial: true
";

/// A `dossier.toml` for a repository with files of some programs: ids and titles.
pub(super) fn configuration(programs: &[(String, String)]) -> String {
    let ids: Vec<String> = programs.iter().map(|(id, _)| format!("{id:?}")).collect();
    let titles: Vec<&str> = programs.iter().map(|(_, title)| title.as_str()).collect();
    let readers = match programs.is_empty() {
        true => "# No file was found that a program loads here. Name those that your team uses:\n\
             # readers = []\n"
            .to_owned(),
        false => format!(
            "# The programs that read the files here: {}. Take out those that your\n\
             # team doesn't use: of files that only they read, nothing is said.\n\
             readers = [{}]\n",
            titles.join(", "),
            ids.join(", ")
        ),
    };
    format!(
        "# What Dossier checks here, and how: https://github.com/dossier-ls/dossier/blob/main/docs/configuration.md\n\n\
         {readers}\n\
         # Files that nothing is said about.\n\
         # exclude = [\"vendor/**\"]\n\n\
         # `dossier rules` lists the rules, `dossier explain NAME` says what one is about.\n\
         [rules]\n\
         # unknown-field = \"off\"\n"
    )
}
