//! What programs make of files, for programs.

use std::io::{self, Write};

use dossier_ide::{Account, Doubt, ForProgram, GoneBecause, Service, SkillState, Tools};
use dossier_workspace::Snapshot;
use serde_json::{Value, json};

use super::words::gone_words;
use crate::check::base::Base;
use crate::selection::Range;
use crate::shown;

/// Prints the document; paths are from `here`. The nearest comes first.
pub(super) fn print<'a>(
    out: &mut dyn Write,
    snapshot: &Snapshot,
    accounts: impl Iterator<Item = Account<'a>>,
    here: &Base,
) -> io::Result<()> {
    let files: Vec<Value> = accounts.map(|it| account(snapshot, &it, here)).collect();
    let document = json!({ "version": 1, "tokens": "estimate: characters / 4", "files": files });
    shown::document(out, &document)
}

fn account(snapshot: &Snapshot, it: &Account<'_>, here: &Base) -> Value {
    let programs = it.programs.iter();
    let programs: Vec<Value> = programs
        .map(|program| for_program(snapshot, it, program, here))
        .collect();
    let elsewhere = it.elsewhere.iter();
    let elsewhere: Vec<Value> = elsewhere
        .map(|it| json!({ "program": it.title, "looksIn": it.looks_in }))
        .collect();
    json!({
        "kind": it.kind.as_str(),
        "name": it.name,
        "plugin": it.plugin,
        "path": here.relative(&snapshot.index().file(it.file).path),
        "description": it.description,
        "users": it.users,
        "tokens": { "atStart": it.cost.at_start, "whenCalled": it.cost.when_called },
        "programs": programs,
        "elsewhere": elsewhere,
    })
}

fn for_program(
    snapshot: &Snapshot,
    account: &Account<'_>,
    it: &ForProgram<'_>,
    here: &Base,
) -> Value {
    let index = snapshot.index();
    let facts = index.file(account.file).facts.as_ref();
    let obstacles = it.obstacles.iter().map(|it| {
        json!({
            "rule": it.rule,
            "severity": it.severity.as_str(),
            "message": it.says,
            "range": facts.map(|facts| Range::new(&facts.lines, it.span)),
            "other": it.other.map(|file| here.relative(&index.file(file).path)),
        })
    });
    let gets = it.gets.as_ref().map(|gets| {
        let fields = gets.fields.as_ref().map(|(counting, ignored)| {
            let counting = counting.iter().map(|it| {
                let does = it.does.as_ref();
                json!({ "name": it.name, "does": does.map(|(_, doc)| doc) })
            });
            let ignored = ignored.iter();
            let ignored = ignored.map(|it| json!({ "name": it.name, "because": it.because }));
            json!({
                "counting": counting.collect::<Vec<_>>(),
                "ignored": ignored.collect::<Vec<_>>(),
            })
        });
        let model = gets.model.as_ref().map(|it| {
            json!({
                "written": it.written,
                "standsFor": it.stands_for,
                "service": service(it.service),
            })
        });
        let skills = gets.skills.iter().map(|it| {
            let (state, file) = match &it.state {
                SkillState::Found(file) => ("found", Some(*file)),
                SkillState::LeftOut(file, _) => ("left-out", Some(*file)),
                SkillState::Missing => ("missing", None),
            };
            let path = file.map(|file| here.relative(&index.file(file).path));
            json!({ "field": it.field, "name": it.name, "state": state, "path": path })
        });
        let budget = gets.budget.map(|it| {
            json!({ "members": it.members, "tokens": it.tokens, "most": it.most, "doc": it.doc })
        });
        json!({
            "fields": fields,
            "model": model,
            "tools": gets.tools.as_ref().map(tools),
            "skills": skills.collect::<Vec<_>>(),
            "budget": budget,
        })
    });
    json!({
        "program": it.title,
        "isStandard": it.is_standard,
        "looksHere": it.looks_here,
        "globs": it.globs,
        "obstacles": obstacles.collect::<Vec<_>>(),
        "gets": gets,
    })
}

fn service(service: Service) -> &'static str {
    match service {
        Service::InService => "in-service",
        Service::Deprecated => "deprecated",
        Service::Retired => "retired",
        Service::Unknown => "unknown",
    }
}

fn tools(tools: &Tools<'_>) -> Value {
    let left = tools.left.iter().map(|it| {
        let doubt = it.doubt.as_ref().map(|doubt| match doubt {
            Doubt::NoServer(server) => json!({ "reason": "no-server", "server": server }),
            Doubt::NotInTable => json!({ "reason": "not-in-table" }),
        });
        json!({ "written": it.written, "today": it.today, "doubt": doubt })
    });
    let gone = tools.gone.iter().map(|it| {
        let reason = match &it.because {
            GoneBecause::Withheld(_) => "withheld",
            GoneBecause::TakenAway(_) => "taken-away",
            GoneBecause::Unknown => "unknown",
            GoneBecause::Old(_) => "old",
            GoneBecause::ForRulesOnly => "for-rules-only",
        };
        json!({ "name": it.name, "reason": reason, "says": gone_words(&it.because) })
    });
    json!({
        "unlisted": tools.unlisted,
        "left": left.collect::<Vec<_>>(),
        "gone": gone.collect::<Vec<_>>(),
    })
}
