//! `dossier check`: the editor's diagnostics in a terminal and in CI.

pub(crate) mod base;
mod baseline;
pub(crate) mod findings;
mod fingerprint;
mod fix;
mod format;
mod namesakes;
pub(crate) mod output;
mod progress;
mod since;
mod texts;
mod watch;

use std::collections::BTreeSet;
use std::io::{self, Read as _, Write as _};
use std::process::ExitCode;
use std::sync::Arc;

use camino::Utf8Path;
use dossier_dialect::{Dialects, Severity};
use dossier_workspace::{Disk as _, FileId, RealDisk, Snapshot, World, Writable};

use crate::catalogue;
use crate::cli::{CheckOptions, ColorChoice, Format, Level};
use crate::selection::{Asked, Problem, lies_in};
use crate::shown::{Form, complain, complain_in_lines};
use crate::{diff, write};
use baseline::{Accepted, Baseline};
use findings::{Checked, Rules, check_all, plural};
use fix::{Allowed, Changed, Fixed};
use format::Report;
use output::Output;
use progress::Progress;
use since::Since;
use texts::{Texts, Unread};

/// Exit code: findings at or above the severity asked for.
const FOUND: u8 = 1;

/// Exit code: the check could not be run.
const COULD_NOT_RUN: u8 = 2;

/// The path that stands for standard input.
const STANDARD_INPUT: &str = "-";

/// Runs the check.
pub(crate) fn run(options: &CheckOptions) -> ExitCode {
    match options.color {
        ColorChoice::Auto => anstream::ColorChoice::Auto,
        ColorChoice::Always => anstream::ColorChoice::Always,
        ColorChoice::Never => anstream::ColorChoice::Never,
    }
    .write_global();
    let done = Check::new(options).and_then(|check| match options.watch {
        true => watch::run(&check),
        false => check.run(),
    });
    match done {
        Ok(outcome) => {
            let code = outcome.exit_code();
            // The process ends here, which frees the world at once.
            std::mem::forget(outcome);
            code
        }
        Err(problem) => {
            complain_in_lines(&format!("dossier: {problem}"));
            ExitCode::from(COULD_NOT_RUN)
        }
    }
}

/// How a check ended.
struct Outcome {
    /// There is what makes the check fail.
    is_found: bool,
    /// Something that was asked for could not be read or written.
    is_incomplete: bool,
    /// The world that was checked.
    snapshot: Snapshot,
}

impl Outcome {
    fn exit_code(&self) -> ExitCode {
        match (self.is_incomplete, self.is_found) {
            (true, _) => ExitCode::from(COULD_NOT_RUN),
            (false, true) => ExitCode::from(FOUND),
            (false, false) => ExitCode::SUCCESS,
        }
    }
}

/// A check as it was asked for.
struct Check<'a> {
    options: &'a CheckOptions,
    asked: Asked,
    /// The text on standard input, if it is what is checked.
    input: Option<Vec<u8>>,
}

impl<'a> Check<'a> {
    fn new(options: &'a CheckOptions) -> Result<Self, Problem> {
        for rule in options.rule.iter().chain(&options.ignore_rule) {
            if catalogue::rules().get(rule).is_none() {
                let meant = catalogue::suggestion(rule);
                let meant = meant.map(|meant| format!(" Did you mean `{}`?", meant.name));
                let meant = meant.unwrap_or_default();
                return Err(Problem::Request(format!(
                    "no rule is named `{rule}`.{meant}"
                )));
            }
        }
        if options.unsafe_too && !options.fix && !options.diff {
            return Err(Problem::Request(
                "--unsafe goes with --fix or --diff".to_owned(),
            ));
        }
        let is_input = options.paths.iter().any(|path| path == STANDARD_INPUT);
        let (asked, input) = match (is_input, &options.stdin_filename) {
            (false, None) => (Asked::new(&options.paths)?, None),
            (true, Some(path)) if options.paths.len() == 1 && !options.watch => {
                let mut input = Vec::new();
                let read = io::stdin().lock().read_to_end(&mut input);
                read.map_err(|error| Problem::File(STANDARD_INPUT.into(), error))?;
                (Asked::file(path)?, Some(input))
            }
            _ => {
                return Err(Problem::Request(
                    "standard input is checked as `dossier check - --stdin-filename PATH`, \
                     without other paths and without --watch"
                        .to_owned(),
                ));
            }
        };
        Ok(Self {
            options,
            asked,
            input,
        })
    }

    fn run(&self) -> Result<Outcome, Problem> {
        let texts = Arc::new(Texts::default());
        let is_utf8 = self.put_input(&texts);
        let progress = Progress::reading();
        let mut world = self.asked.world(texts.clone(), || progress.count())?;
        self.put_input_over_links(&mut world, &texts);
        let since = self.options.since.as_ref();
        let since = since.map(|revision| Since::read(self.options, &self.asked, revision, &world));
        let since = since.transpose()?;
        let files = self.asked.files(&world.snapshot());
        progress.checking(files.len());
        let rules = match self.fixes() {
            true => Rules::new(self.options, Severity::Hint),
            false => Rules::new(self.options, self.least()),
        };
        let check = |snapshot: &Snapshot, files: &[FileId]| {
            check_all(snapshot, files, &rules, || progress.count())
        };
        let Fixed {
            changed,
            left: mut checked,
            mut snapshot,
            refused,
        } = if self.fixes() {
            // Fixes may create files.
            let allowed = self.allowed(world.places().dialects());
            fix::fix_all(&mut world, &texts, &allowed, |snapshot| {
                check(snapshot, &self.asked.files(snapshot))
            })
        } else {
            let snapshot = world.snapshot();
            Fixed {
                changed: Vec::new(),
                left: check(&snapshot, &files),
                snapshot,
                refused: BTreeSet::new(),
            }
        };
        drop(progress);
        for path in refused {
            complain(&format!(
                "dossier: {path}: it lies outside of what was asked for and its repository; \
                 not fixed"
            ));
        }
        if self.options.diff {
            return self.show_diff(&changed, snapshot, &texts);
        }
        let mut is_incomplete = self.complain_about_unread(&texts, &snapshot);
        let mut count = count_of(&changed);
        if let Some(input) = &self.input {
            if self.options.fix {
                is_incomplete |= !is_utf8;
                print_fixed(input, &changed)?;
            }
        } else {
            let unwritten = unwritten(&changed);
            if !unwritten.is_empty() {
                is_incomplete = true;
                count -= count_of(unwritten.iter().copied());
                for it in unwritten {
                    fix::take_back(&mut world, &texts, it);
                }
                snapshot = world.snapshot();
                let files = self.asked.files(&snapshot);
                checked = check_all(&snapshot, &files, &rules, || ());
            }
        }
        self.complain_about_empty(&snapshot);
        let is_empty = checked.is_empty();
        if let Some(since) = &since {
            snapshot = since.apply(&mut checked, &mut world, &texts);
        }
        let accepted = self.accept(&mut checked, &rules, &snapshot)?;
        let report = Report {
            snapshot: &snapshot,
            files: checked.len(),
            checked: &checked,
            least: self.least(),
            fixed: self.options.fix.then_some(count),
            quiet: self.options.quiet,
            statistics: self.options.statistics,
            accepted,
        };
        self.print(&report)?;
        Ok(Outcome {
            is_found: findings::worst(&checked) >= Some(severity(self.options.fail_on))
                || self.options.fail_on_empty && is_empty,
            is_incomplete,
            snapshot,
        })
    }

    /// Names the folders that were asked for and hold no agent file: nothing was found in them
    /// because nothing was checked. A file that is none is left alone, as hooks pass on whatever
    /// was changed.
    fn complain_about_empty(&self, snapshot: &Snapshot) {
        if self.input.is_some() {
            return;
        }
        for path in self.asked.paths() {
            let mut files = snapshot.index().files();
            let holds = files.any(|(_, file, facts)| {
                facts.place.kind.is_of_team() && lies_in(path, &file.path, snapshot.places())
            });
            if !holds && path.is_dir() {
                complain(&format!("dossier: there is no agent file in {path}"));
            }
        }
    }

    /// Puts standard input where its file is. Returns false if it isn't UTF-8.
    fn put_input(&self, texts: &Texts) -> bool {
        let (Some(input), [path]) = (&self.input, self.asked.paths()) else {
            return true;
        };
        texts.put(path, String::from_utf8_lossy(input).into_owned());
        let is_utf8 = std::str::from_utf8(input).is_ok();
        if !is_utf8 {
            texts.unread().insert(path.clone(), Unread::NotUtf8);
        }
        is_utf8
    }

    /// Puts standard input where its file is known by the path of a link.
    fn put_input_over_links(&self, world: &mut World, texts: &Texts) {
        let (Some(_), [path]) = (&self.input, self.asked.paths()) else {
            return;
        };
        let Some(text) = texts.read(path) else {
            return;
        };
        let snapshot = world.snapshot();
        let files = snapshot.index().files().map(|(_, file, _)| &*file.path);
        let same = files.filter(|it| *it != path && self.asked.holds(it, snapshot.places()));
        let same: Vec<_> = same.map(Utf8Path::to_owned).collect();
        fix::put(world, texts, &same, &text);
    }

    fn fixes(&self) -> bool {
        self.options.fix || self.options.diff
    }

    fn allowed(&self, dialects: &Dialects) -> Allowed {
        // A text that is piped through is nowhere written.
        let places = self.input.is_none().then(|| {
            let roots = self.asked.roots(dialects);
            let named = self.asked.paths().iter().chain(&roots);
            Writable::new(&RealDisk, named.map(|it| &**it))
        });
        Allowed {
            places,
            unsafe_too: self.options.unsafe_too,
            // Whoever pipes a text through gets that text back and nothing else.
            create: self.options.unsafe_too && self.input.is_none(),
        }
    }

    /// The least severity that is printed: programs get everything, unless told otherwise.
    fn least(&self) -> Severity {
        let usual = match self.options.format {
            Format::Json => Level::Hint,
            _ => Level::Information,
        };
        severity(self.options.show.unwrap_or(usual))
    }

    fn show_diff(
        &self,
        changed: &[Changed],
        snapshot: Snapshot,
        texts: &Texts,
    ) -> Result<Outcome, Problem> {
        let is_incomplete = self.complain_about_unread(texts, &snapshot);
        let output = Output::new(self.options.output.as_deref());
        // A patch has to hold what the file holds, but not where somebody looks at it.
        let form = match output {
            Output::File(_) => Form::Exact,
            Output::Standard | Output::Error => Form::Lines,
        };
        output.write(form, |out| {
            let base = base::Base::repository();
            for it in changed {
                let shown = base.relative(&it.path);
                // As `git apply` and `patch -p1` take it.
                let names = (&*format!("a/{shown}"), &*format!("b/{shown}"));
                diff::print(out, names, it.before.as_deref(), Some(&it.after))?;
            }
            Ok(())
        })?;
        complain(&format!(
            "{} would be fixed in {}",
            plural(count_of(changed), "finding", "findings"),
            plural(changed.len(), "file", "files")
        ));
        Ok(Outcome {
            is_found: !changed.is_empty(),
            is_incomplete,
            snapshot,
        })
    }

    /// Takes what the baseline accepts out of the findings, after bringing it up to date if that
    /// was asked for.
    fn accept(
        &self,
        checked: &mut [Checked],
        rules: &Rules<'_>,
        snapshot: &Snapshot,
    ) -> Result<Option<Accepted>, Problem> {
        let Some(path) = &self.options.baseline else {
            return Ok(None);
        };
        let is_rule = |rule: &str| rules.include(rule);
        let is_asked = |path: &Utf8Path| self.asked.holds(path, snapshot.places());
        if self.options.update_baseline {
            let old = Baseline::read(path, true)?;
            let total = old.update(checked, is_asked, is_rule)?;
            let findings = plural(total, "finding", "findings");
            complain(&format!("{path}: {findings} accepted from now on"));
        }
        let baseline = Baseline::read(path, false)?;
        Ok(Some(baseline.accept(checked, is_asked, is_rule)))
    }

    fn print(&self, report: &Report<'_>) -> Result<(), Problem> {
        let format = self.options.format;
        let is_input_fixed = self.input.is_some() && self.options.fix;
        let output = match &self.options.output {
            None if is_input_fixed => Output::Error,
            path => Output::new(path.as_deref()),
        };
        let form = match format {
            _ if report.statistics => Form::Words,
            Format::Human => Form::Styled,
            Format::Concise => Form::Words,
            Format::Github => Form::Commands,
            Format::Json | Format::Sarif | Format::Gitlab => Form::Json,
        };
        output.write(form, |out| format::print(format, out, report))?;
        if self.options.quiet {
            return Ok(());
        }
        if format != Format::Human || self.options.statistics {
            let fixed = report.fixed.map(|fixed| {
                let findings = plural(fixed, "finding", "findings");
                format!("{findings} fixed.")
            });
            let accepted = report.accepted.into_iter().flat_map(Accepted::sentences);
            for line in fixed.into_iter().chain(accepted) {
                complain(&line);
            }
        }
        Ok(())
    }

    /// Says which files and folders could not be read as they are. Returns true if something was
    /// not checked that was asked for.
    fn complain_about_unread(&self, texts: &Texts, snapshot: &Snapshot) -> bool {
        let is_incomplete = self.asked.complain_about_unread(snapshot);
        for (path, Unread::NotUtf8) in texts.unread().iter() {
            // What a path is may depend on files that are read for that.
            let is_named = self.asked.paths().contains(path);
            let is_agent = is_named || snapshot.places().is_known_place(path);
            if is_agent && self.asked.holds(path, snapshot.places()) {
                complain(&format!(
                    "dossier: {path}: not UTF-8; checked with U+FFFD in its place, and not fixed"
                ));
            }
        }
        is_incomplete
    }
}

/// How many findings are fixed by changes.
fn count_of<'a>(changed: impl IntoIterator<Item = &'a Changed>) -> usize {
    changed.into_iter().map(|it| it.count).sum()
}

/// Writes what fixes make of files. Returns what could not be written, which is said.
fn unwritten(changed: &[Changed]) -> Vec<&Changed> {
    let mut unwritten = Vec::new();
    let mut failed = |it, error| {
        let Changed { path, .. }: &Changed = it;
        complain(&format!("dossier: {path}: {error}"));
        unwritten.push(it);
    };
    let mut replaced = Vec::new();
    for it in changed {
        let written = match &it.before {
            Some(before) => write::replace(&it.path, before, &it.after).map(Some),
            None => write::create(&it.path, &it.after).map(|()| None),
        };
        match written {
            Ok(it_was) => replaced.extend(it_was.map(|it_was| (it, it_was))),
            Err(error) => failed(it, error),
        }
    }
    for (it, it_was) in replaced {
        if let Err(error) = it_was.settle() {
            failed(it, error);
        }
    }
    unwritten
}

/// Prints the text on standard input as the fixes leave it, byte by byte.
fn print_fixed(input: &[u8], changed: &[Changed]) -> Result<(), Problem> {
    let text = changed.first().map_or(input, |it| it.after.as_bytes());
    let mut out = io::stdout().lock();
    let printed = out.write_all(text).and_then(|()| out.flush());
    output::unless_closed(printed)
}

fn severity(level: Level) -> Severity {
    match level {
        Level::Error => Severity::Error,
        Level::Warning => Severity::Warning,
        Level::Information => Severity::Information,
        Level::Hint => Severity::Hint,
    }
}
