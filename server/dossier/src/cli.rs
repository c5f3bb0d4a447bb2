//! The command line.

use std::io::Write as _;
use std::process::ExitCode;
use std::sync::LazyLock;

use camino::Utf8PathBuf;
use clap::{Args, Parser, Subcommand, ValueEnum};
use dossier_dialect::NEWEST_CHECK;

use crate::shown::{self, Form, one_line};

/// The version, and of when the tables are.
static LONG_VERSION: LazyLock<String> = LazyLock::new(|| {
    let version = env!("CARGO_PKG_VERSION");
    format!("{version}\nwhat programs read and do: as of {NEWEST_CHECK}")
});

/// The language server for agent markdown files.
#[derive(Debug, Parser)]
#[command(name = "dossier", version, long_version = LONG_VERSION.as_str(), about)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Serve an editor over standard input and output.
    Lsp(LspOptions),
    /// Check agent files and print what is wrong with them.
    Check(CheckOptions),
    /// Show who mentions whom: agents, skills and commands as nodes, mentions as edges.
    Graph(GraphOptions),
    /// List agents, skills and commands, or keep a list of them in a Markdown file.
    List(ListOptions),
    /// Report on a team on one page: who is on it, what it costs, what is wrong with it.
    Report(ReportOptions),
    /// List the rules that agent files are checked by.
    Rules(RulesOptions),
    /// Explain one rule: what it finds, what programs do in that case, and how to mend it.
    Explain(ExplainOptions),
    /// Say what programs make of an agent, skill or command: who loads it, and what it really gets.
    Why(WhyOptions),
    /// Say why a word is taken for an agent, skill, command or file, or why it isn't.
    ExplainMention(ExplainMentionOptions),
    /// Write a dossier.toml that fits the repository, and what checks it in CI.
    Init(InitOptions),
    /// Make an agent, skill, command, rule or output style from a template.
    New(NewOptions),
    /// Write agent files for another program.
    Convert(ConvertOptions),
    /// Keep the files of several programs in step with those of one, as dossier.toml says.
    Sync(SyncOptions),
    /// Make an editor use Dossier, or say which ones could.
    Setup(SetupOptions),
    /// Say what is installed, what the workspace holds, and why a file is or isn't an agent file.
    Doctor(DoctorOptions),
    /// Show on a team of agents what an editor gets: completion, hover, definition, diagnostics.
    Tour(TourOptions),
    /// Print the script that makes a shell complete these commands and their options.
    Completions(CompletionsOptions),
    /// Write the pages of the manual into a folder.
    #[command(hide = true)]
    Man(ManOptions),
}

/// Prints what clap answers: help, a version, or what is wrong with the arguments.
pub(crate) fn say(answer: &clap::Error) -> ExitCode {
    let rendered = answer.render();
    let mut arguments = std::env::args_os();
    // An argument may be a file's name, and hold what looks like a style.
    let is_plain = arguments.all(|it| {
        let it = it.to_string_lossy();
        one_line(&it) == it
    });
    let text = match is_plain {
        true => rendered.ansi().to_string(),
        false => {
            let text = rendered.to_string();
            let lines = text.lines().map(|line| format!("{}\n", one_line(line)));
            lines.collect()
        }
    };
    // Nobody may listen.
    let _ = match answer.use_stderr() {
        true => shown::stderr().write_all(text.as_bytes()),
        false => shown::stdout(Form::Styled).write_all(text.as_bytes()),
    };
    u8::try_from(answer.exit_code()).map_or(ExitCode::FAILURE, ExitCode::from)
}

/// Options of `dossier rules`.
#[derive(Debug, Args)]
pub(crate) struct RulesOptions {
    /// Only those about this; may be repeated.
    #[arg(long)]
    pub(crate) category: Vec<String>,
    /// How to print them.
    #[arg(long, value_enum, default_value_t = RulesFormat::Human)]
    pub(crate) format: RulesFormat,
}

/// How rules are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum RulesFormat {
    /// For people, one to a line.
    Human,
    /// For programs, as one JSON document.
    Json,
}

/// Options of `dossier explain`.
#[derive(Debug, Args)]
pub(crate) struct ExplainOptions {
    /// The rule's name.
    pub(crate) rule: String,
}

/// Options of `dossier explain-mention`.
#[derive(Debug, Args)]
#[command(after_help = "\
Lines and columns count from one, and columns in characters, as `dossier check` prints them.

Exit codes:
  0  the place was explained, whatever it names
  2  there is no such file or place, or the file is no agent file")]
pub(crate) struct ExplainMentionOptions {
    /// The place of the word.
    #[arg(value_name = "FILE:LINE:COLUMN")]
    pub(crate) place: String,
    /// How to print it.
    #[arg(long, value_enum, default_value_t = ExplainMentionFormat::Human)]
    pub(crate) format: ExplainMentionFormat,
}

/// How `dossier explain-mention` prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExplainMentionFormat {
    /// For people.
    Human,
    /// For programs, as one JSON document.
    Json,
}

/// Options of `dossier why`.
#[derive(Debug, Args)]
#[command(after_help = "\
A name is looked for around the current folder and among your own files. Where several have it, the
nearest comes first.

Exit codes:
  0  it was answered
  2  nobody has that name, or the file is no agent file")]
pub(crate) struct WhyOptions {
    /// A name, or the path of a file.
    #[arg(value_name = "NAME|FILE")]
    pub(crate) subject: String,
    /// How to print it.
    #[arg(long, value_enum, default_value_t = WhyFormat::Human)]
    pub(crate) format: WhyFormat,
}

/// How `dossier why` prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum WhyFormat {
    /// For people.
    Human,
    /// For programs, as one JSON document.
    Json,
}

/// Options of `dossier convert`.
#[derive(Debug, Args)]
#[command(after_help = "\
What the other program has nothing for is kept in comments and listed on standard error.

Exit codes:
  0  every file is there as it should be
  1  one can't be converted, is there already, or, with --check, is missing or differs
  2  nothing could be read or asked for")]
pub(crate) struct ConvertOptions {
    /// The files, or folders of them.
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<Utf8PathBuf>,
    /// The program to write them for.
    #[arg(long, value_name = "PROGRAM")]
    pub(crate) to: String,
    /// Write over files that are there.
    #[arg(long)]
    pub(crate) force: bool,
    /// Write nothing, and print the files.
    #[arg(long, conflicts_with = "force")]
    pub(crate) dry_run: bool,
    /// Write nothing, and say which files are missing or differ.
    #[arg(long, conflicts_with_all = ["force", "dry_run"])]
    pub(crate) check: bool,
}

/// Options of `dossier sync`.
#[derive(Debug, Args)]
#[command(after_help = "\
dossier.toml says which programs:

  [sync]
  from = \"claude-code\"
  to = [\"opencode\", \"openai-codex\"]

Exit codes:
  0  every file is as it should be
  1  one can't be converted, was written by hand, or, with --check, is missing or differs
  2  nothing could be read, or no dossier.toml has [sync]")]
pub(crate) struct SyncOptions {
    /// The files, or folders of them.
    #[arg(default_value = ".", value_name = "PATH")]
    pub(crate) paths: Vec<Utf8PathBuf>,
    /// Write over files that were written by hand.
    #[arg(long)]
    pub(crate) force: bool,
    /// Write nothing, and say which files are missing or differ.
    #[arg(long, conflicts_with = "force")]
    pub(crate) check: bool,
}

/// Options of `dossier lsp`.
#[derive(Debug, Args)]
pub(crate) struct LspOptions {
    /// Speak over standard input and output, which is the only way; editors pass it by habit.
    #[arg(long)]
    pub(crate) stdio: bool,
    /// Write a log to this file.
    #[arg(long, value_name = "FILE")]
    pub(crate) log: Option<Utf8PathBuf>,
}

/// Options of `dossier check`.
#[derive(Debug, Args)]
#[command(after_help = "\
Exit codes:
  0  nothing at or above --fail-on was found; with --diff, nothing would change
  1  something was; with --diff, something would change
  2  the check could not be run, or a file could not be read or written")]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a switch of its own on the command line"
)]
pub(crate) struct CheckOptions {
    /// Files and folders to check; `-` for standard input.
    #[arg(default_value = ".")]
    pub(crate) paths: Vec<Utf8PathBuf>,
    /// How to print the findings.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub(crate) format: Format,
    /// Write the findings to this file instead of standard output.
    #[arg(long, value_name = "FILE")]
    pub(crate) output: Option<Utf8PathBuf>,
    /// The least severity that makes the exit code 1.
    #[arg(long, value_enum, default_value_t = Level::Error, value_name = "SEVERITY")]
    pub(crate) fail_on: Level,
    /// Exit with code 1 if nothing was checked: a path that holds no agent file may be misspelt.
    #[arg(long)]
    pub(crate) fail_on_empty: bool,
    /// The least severity that is printed [default: information; hint for json].
    #[arg(long, value_enum, value_name = "SEVERITY")]
    pub(crate) show: Option<Level>,
    /// Print how many findings there are of each rule, and not the findings.
    #[arg(long, conflicts_with = "diff")]
    pub(crate) statistics: bool,
    /// Print nothing but findings: no summary and no notes.
    #[arg(long, short, conflicts_with_all = ["diff", "statistics", "watch"])]
    pub(crate) quiet: bool,
    /// Report this rule and no other; may be given more than once.
    #[arg(long, value_name = "NAME")]
    pub(crate) rule: Vec<String>,
    /// Don't report this rule; may be given more than once.
    #[arg(long, value_name = "NAME")]
    pub(crate) ignore_rule: Vec<String>,
    /// Apply the safe fixes, and print what is left.
    #[arg(long)]
    pub(crate) fix: bool,
    /// With --fix or --diff: apply also fixes that need a look, and make files that are missing.
    #[arg(long = "unsafe")]
    pub(crate) unsafe_too: bool,
    /// Print what --fix would change as a unified diff, and change nothing.
    #[arg(long)]
    pub(crate) diff: bool,
    /// Leave out the findings that this file accepts.
    #[arg(long, value_name = "FILE", conflicts_with = "diff")]
    pub(crate) baseline: Option<Utf8PathBuf>,
    /// Accept today's findings: write them to the baseline.
    #[arg(long, requires = "baseline")]
    pub(crate) update_baseline: bool,
    /// Report what is new since this revision of the git repository, and what still names somebody
    /// who is gone since.
    #[arg(long, value_name = "REV")]
    #[arg(conflicts_with_all = ["fix", "diff", "watch", "update_baseline", "stdin_filename"])]
    pub(crate) since: Option<String>,
    /// Check again whenever an agent file or the settings change.
    #[arg(long, conflicts_with_all = ["fix", "diff", "update_baseline"])]
    pub(crate) watch: bool,
    /// The file that the text on standard input is checked as; it need not be there.
    #[arg(long, value_name = "PATH")]
    pub(crate) stdin_filename: Option<Utf8PathBuf>,
    /// Whether to print in colours.
    #[arg(long, value_enum, default_value_t = ColorChoice::Auto, value_name = "WHEN")]
    pub(crate) color: ColorChoice,
}

/// Whether to print in colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ColorChoice {
    /// On a terminal, unless `NO_COLOR` is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// Options of `dossier graph`.
#[derive(Debug, Args)]
pub(crate) struct GraphOptions {
    /// Files and folders to show.
    #[arg(default_value = ".")]
    pub(crate) paths: Vec<Utf8PathBuf>,
    /// How to print the graph.
    #[arg(long, value_enum, default_value_t = GraphFormat::Json)]
    pub(crate) format: GraphFormat,
}

/// How a graph is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum GraphFormat {
    /// For programs, as one JSON document.
    Json,
    /// A picture to look around in: one page for a browser, which needs nothing else.
    Html,
    /// The picture as an image, for README files.
    Svg,
    /// A flowchart in the language of Mermaid.
    Mermaid,
    /// A graph in the language of Graphviz.
    Dot,
}

/// Options of `dossier list`.
#[derive(Debug, Args)]
#[command(after_help = "\
With --update, the list stands between two comments, in lines of their own:

  <!-- dossier:list -->
  <!-- /dossier:list -->

Exit codes:
  0  the list was printed, or is up to date
  1  with --check, it is not
  2  something could not be read or written, or a comment is missing")]
pub(crate) struct ListOptions {
    /// Files and folders to list.
    #[arg(default_value = ".", value_name = "PATH")]
    pub(crate) paths: Vec<Utf8PathBuf>,
    /// How to print the list [default: human; markdown with --update].
    #[arg(long, value_enum)]
    pub(crate) format: Option<ListFormat>,
    /// Write the list into this Markdown file instead, and leave all else in it alone.
    #[arg(long, value_name = "FILE")]
    pub(crate) update: Option<Utf8PathBuf>,
    /// Write nothing, and say whether the list in the file is up to date.
    #[arg(long, requires = "update")]
    pub(crate) check: bool,
}

/// How a list is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ListFormat {
    /// For people, as columns.
    Human,
    /// For programs, as one JSON document.
    Json,
    /// For pages, as a table.
    Markdown,
}

/// Options of `dossier report`.
#[derive(Debug, Args)]
#[command(after_help = "\
Exit codes:
  0  the page was made, whatever it says
  2  something could not be read or written")]
pub(crate) struct ReportOptions {
    /// Files and folders to report on.
    #[arg(default_value = ".", value_name = "PATH")]
    pub(crate) paths: Vec<Utf8PathBuf>,
    /// How to write the page.
    #[arg(long, value_enum, default_value_t = ReportFormat::Html)]
    pub(crate) format: ReportFormat,
    /// Write the page to this file instead of standard output.
    #[arg(long, value_name = "FILE")]
    pub(crate) output: Option<Utf8PathBuf>,
}

/// How a report is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReportFormat {
    /// For a browser, as one file that needs nothing else.
    Html,
    /// For pages and comments.
    Markdown,
    /// For programs, as one JSON document.
    Json,
}

/// How findings are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people, with the text they are about.
    Human,
    /// For people and editors, a line each.
    Concise,
    /// For programs, as one JSON document.
    Json,
    /// For code scanning, as SARIF 2.1.0.
    Sarif,
    /// For GitHub Actions, as annotations.
    Github,
    /// For GitLab, as a Code Quality report.
    Gitlab,
}

/// A severity, on the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Level {
    /// A program that loads the file fails or drops something.
    Error,
    /// Likely a mistake.
    Warning,
    /// Worth a look.
    Information,
    /// Worth knowing.
    Hint,
}

/// Options of `dossier setup`.
#[derive(Debug, Args)]
#[command(after_help = "\
What is written or run is shown first, and asked about.

Exit codes:
  0  done, or there was nothing to do
  1  you said no, or the editor's own program is missing or failed
  2  it could not be tried; nothing was changed")]
pub(crate) struct SetupOptions {
    /// The editor; without it, those that are there are listed.
    #[arg(value_enum)]
    pub(crate) editor: Option<Editor>,
    /// Don't ask.
    #[arg(long, requires = "editor")]
    pub(crate) yes: bool,
    /// Show every line that would be written, as a diff.
    #[arg(long, requires = "editor")]
    pub(crate) diff: bool,
    /// Take back what this command did.
    #[arg(long, requires = "editor")]
    pub(crate) undo: bool,
}

/// An editor that `dossier setup` knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Editor {
    /// Visual Studio Code and editors made of it: installs the extension.
    #[value(name = "vscode")]
    VsCode,
    /// Neovim 0.10 and later: writes the plugin into the configuration folder.
    Neovim,
    /// Helix: adds a language and its server to languages.toml.
    Helix,
    /// Claude Code: installs the plugin.
    ClaudeCode,
}

/// Options of `dossier doctor`.
#[derive(Debug, Args)]
#[command(after_help = "\
Exit codes:
  0  all is well
  1  something is off
  2  it could not be looked at")]
pub(crate) struct DoctorOptions {
    /// The file to explain.
    pub(crate) file: Option<Utf8PathBuf>,
    /// How to print it.
    #[arg(long, value_enum, default_value_t = DoctorFormat::Human)]
    pub(crate) format: DoctorFormat,
}

/// How `dossier doctor` prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum DoctorFormat {
    /// For people.
    Human,
    /// For programs, as one JSON document.
    Json,
}

/// Options of `dossier tour`.
#[derive(Debug, Args)]
pub(crate) struct TourOptions {
    /// The team to show; without it, the sample team that comes with Dossier.
    pub(crate) folder: Option<Utf8PathBuf>,
}

/// Options of `dossier init`.
#[derive(Debug, Args)]
#[command(after_help = "\
The files lie in the repository around the current folder. One that is there stays as it is: what
belongs into it is printed instead.

Exit codes:
  0  the files are there
  2  one could not be written")]
pub(crate) struct InitOptions {
    /// Also an entry for pre-commit.
    #[arg(long)]
    pub(crate) pre_commit: bool,
    /// Also a job that checks every change; may be repeated.
    #[arg(long, value_enum, value_name = "SERVICE")]
    pub(crate) ci: Vec<CiService>,
}

/// Who runs checks for a repository.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum CiService {
    /// GitHub Actions.
    Github,
    /// GitLab CI.
    Gitlab,
}

/// Options of `dossier new`.
#[derive(Debug, Args)]
#[command(after_help = "\
It lies where the program looks for it: in the repository around the current folder, or in the
folder of your own files with --user. A file that is there is never written over.

Exit codes:
  0  it was made, and its path printed
  2  it could not be made, and nothing was")]
pub(crate) struct NewOptions {
    /// What to make.
    #[arg(value_enum)]
    pub(crate) kind: NewKind,
    /// Its name, such as code-reviewer.
    pub(crate) name: String,
    /// The program, such as copilot; without it, the one that the team's files are for.
    #[arg(long = "for", value_name = "PROGRAM")]
    pub(crate) for_program: Option<String>,
    /// For all your projects.
    #[arg(long)]
    pub(crate) user: bool,
    /// Print the text instead of writing it.
    #[arg(long)]
    pub(crate) dry_run: bool,
}

/// What `dossier new` makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum NewKind {
    /// Somebody others hand work to.
    Agent,
    /// Know-how in a folder of its own.
    Skill,
    /// What is typed after a slash.
    Command,
    /// Instructions for some of the files.
    Rule,
    /// A way of answering.
    OutputStyle,
}

/// Options of `dossier completions`.
#[derive(Debug, Args)]
#[command(after_help = "\
For example:
  bash        dossier completions bash > ~/.local/share/bash-completion/completions/dossier
  zsh         dossier completions zsh > a folder of $fpath, as _dossier
  fish        dossier completions fish > ~/.config/fish/completions/dossier.fish
  PowerShell  dossier completions powershell | Out-String | Invoke-Expression, in $PROFILE")]
pub(crate) struct CompletionsOptions {
    /// The shell.
    #[arg(value_enum)]
    pub(crate) shell: clap_complete::Shell,
}

/// Options of `dossier man`.
#[derive(Debug, Args)]
pub(crate) struct ManOptions {
    /// The folder to write them into, which is made if it isn't there.
    pub(crate) folder: Utf8PathBuf,
}
