//! OpenCode's agents, commands and skills, of both generations.

use expect_test::expect;

use super::*;

const TEAM: &str = r#"
//- /w/.opencode/agent/review/security.md
---
description: Looks for holes.
mode: subagent
---
You look for holes.
//- /w/.opencode/agent/scribe.md
---
description: Writes things down.
mode: subagent
---
You write down what was found.
//- /w/.opencode/command/git/commit.md
---
description: Commits.
---
Commit $ARGUMENTS.
//- /w/.opencode/skills/release/SKILL.md
---
name: release
description: Releases the package. Use it when a version is done.
---
Run `make release`.
//- /w/opencode.json
{"mcp": {"linear": {"type": "local", "command": ["linear-mcp"]}}}
"#;

fn agent(lines: &str) -> String {
    format!("//- /w/.opencode/agent/lead.md\n---\ndescription: Leads.\n{lines}\n---\nBody.\n{TEAM}")
}

fn body(text: &str) -> String {
    format!("//- /w/.opencode/agent/lead.md\n---\ndescription: Leads.\n---\n{text}\n{TEAM}")
}

fn command(lines: &str) -> String {
    format!("//- /w/.opencode/commands/go.md\n---\n{lines}\n---\nGo.\n{TEAM}")
}

#[test]
fn good_agents_of_both_generations_are_left_in_peace() {
    for lines in [
        "mode: primary\nmodel: anthropic/claude-sonnet-4-5\ntemperature: 0.1\ntop_p: 1\nsteps: 20",
        "permission:\n  edit: deny\n  bash:\n    \"*\": ask\n    \"git diff*\": allow\n  \"linear_*\": allow",
        "permission: ask\nhidden: true\ncolor: \"#ff8800\"\ndisable: false",
        "tools:\n  write: false\n  bash: true\n  \"linear_*\": false",
        "color: accent\nreasoningEffort: high\ntextVerbosity: low",
        "mode: all\nmodel: openrouter/openai/gpt-5#high\npermissions:\n  - action: shell\n    resource: \"*\"\n    effect: ask\n  - action: my_own_tool\n    resource: \"*\"\n    effect: deny\n  - {action: \"linear_*\", resource: \"*\", effect: allow}",
    ] {
        check_silent("opencode", &agent(lines));
    }
    check_silent(
        "opencode",
        "//- /w/.opencode/modes/ask.md\n---\nmodel: anthropic/claude-opus-4-5\n---\nAsk.\n",
    );
    check_silent(
        "opencode",
        "//- /w/.opencode/agents/plain.md\nYou answer.\n",
    );
}

#[test]
fn what_makes_opencode_drop_an_agent_is_an_error() {
    check_found(
        &agent("mode: sub-agent\ncolor: blue\ntools: read, grep\nsteps: 0\ntemperature: warm"),
        &expect![[r#"
            Error unknown-value "sub-agent": `sub-agent` is none of the values of `mode` that OpenCode documents. Did you mean `subagent`? OpenCode 1 refuses its whole configuration then, and loads no agent at all.
            Error unknown-value "blue": `blue` is no value that OpenCode takes for `color`. OpenCode 1 refuses its whole configuration then, and loads no agent at all.
            Error wrong-shape "read, grep": OpenCode expects a map for `tools`. OpenCode 1 refuses its whole configuration then, and loads no agent at all.
            Error wrong-shape "0": OpenCode expects a whole number of 1 or more for `steps`. OpenCode 1 refuses its whole configuration then, and loads no agent at all.
            Error wrong-shape "warm": OpenCode expects a number for `temperature`. OpenCode 1 refuses its whole configuration then, and loads no agent at all.
        "#]],
    );
    check_found(
        &agent("mode:\nhidden: \"true\""),
        &expect![[r#"
        Error wrong-shape "mode": OpenCode expects text for `mode`. OpenCode 1 refuses its whole configuration then, and loads no agent at all.
        Error wrong-shape "\"true\"": OpenCode expects `true` or `false` for `hidden`. OpenCode 1 refuses its whole configuration then, and loads no agent at all.
    "#]],
    );
    check_found(
        &agent("tools:\n  - read\n  - grep"),
        &expect![[r#"
            Error wrong-shape "- read": OpenCode expects a map for `tools`. OpenCode 1 refuses its whole configuration then, and loads no agent at all.
        "#]],
    );
    check_found(
        &agent("description: \"x"),
        &expect![[r#"
            Error duplicate-field "description": `description` occurs again below. OpenCode reads none of the fields then, and takes the whole file as the prompt.
            Error front-matter "\"x": The quotes around the value of `description` don't match, or text follows them. OpenCode reads none of the fields then, and takes the whole file as the agent's prompt.
        "#]],
    );
}

#[test]
fn what_may_be_meant_is_less() {
    check_found(
        &agent(
            "model: sonnet\npermission:\n  edit: never\npermissions:\n  - action: edit\n    effect: no",
        ),
        &expect![[r#"
            Warning unknown-value "sonnet": `sonnet` is no value that OpenCode takes for `model`.
            Error unknown-value "never": `never` is none of the values of `permission.edit` that OpenCode documents. It is one of `ask`, `allow`, `deny`. OpenCode 1 refuses its whole configuration then, and loads no agent at all.
            Warning missing-field "action": `resource` is missing in this part of `permissions`. OpenCode expects it.
            Warning unknown-value "no": `no` is none of the values of `permissions.effect` that OpenCode documents. It is one of `ask`, `allow`, `deny`. OpenCode 2 drops the agent without a word.
        "#]],
    );
    check_found(
        &command(
            "description: Goes.\nagent: scribbe\nargument-hint: \"[x]\"\nsubtsk: true\nsubtask: maybe",
        ),
        &expect![[r#"
            Warning unknown-agent "scribbe": There is no agent `scribbe`. Did you mean `scribe`?
            Hint unknown-field "argument-hint": OpenCode reads no field `argument-hint` in a command. What it does with it is not documented.
            Hint unknown-field "subtsk": OpenCode reads no field `subtsk` in a command. What it does with it is not documented.
            Error wrong-shape "maybe": OpenCode expects `true` or `false` for `subtask`. OpenCode 1 refuses its whole configuration then, and starts with no command or agent.
        "#]],
    );
}

/// Many write generation 1's map under generation 2's name.
#[test]
fn permissions_of_one_generation_under_the_name_of_the_other() {
    check_found(
        &agent("permissions:\n  bash: ask\n  edit: deny"),
        &expect![[r#"
            Warning wrong-shape "bash: ask": OpenCode expects a list for `permissions`. OpenCode takes a file with anything else for one of generation 1, which hands `permissions` to the provider of the model and limits nothing by it. Its own field is `permission`, a map.
        "#]],
    );
}

#[test]
fn fields_values_and_agents_are_offered() {
    check_offered(
        &agent("<|>"),
        &expect![[r#"
        mode -> "mode: ${1|subagent,primary,all|}"
        model -> "model: $0"
        variant -> "variant: $0"
        temperature -> "temperature: ${1:1}"
        top_p -> "top_p: ${1:1}"
        steps -> "steps: ${1:1}"
        color -> "color: $0"
        hidden -> "hidden: ${1|true,false|}"
        disable -> "disable: ${1|true,false|}"
        disabled -> "disabled: ${1|true,false|}"
        name -> "name: $0"
        prompt -> "prompt: $0"
        system -> "system: $0"
        maxSteps -> "maxSteps: ${1:1}"
        options -> "options:\n  $0"
        request -> "request:\n  $0"
        cache -> "cache: $0"
        permission -> "permission: ${1|ask,allow,deny|}"
        permissions -> "permissions:\n  - $0"
        tools -> "tools:\n  $0"
    "#]],
    );
    check_offered(
        &agent("mode: <|>"),
        &expect![[r#"
        subagent
        primary
        all
    "#]],
    );
    check_offered(
        &agent("permission:\n  <|>"),
        &expect![[r#"
        edit -> "edit: ${1|ask,allow,deny|}"
        bash -> "bash: ${1|ask,allow,deny|}"
        read -> "read: ${1|ask,allow,deny|}"
        glob -> "glob: ${1|ask,allow,deny|}"
        grep -> "grep: ${1|ask,allow,deny|}"
        list -> "list: ${1|ask,allow,deny|}"
        task -> "task: ${1|ask,allow,deny|}"
        skill -> "skill: ${1|ask,allow,deny|}"
        webfetch -> "webfetch: ${1|ask,allow,deny|}"
        websearch -> "websearch: ${1|ask,allow,deny|}"
        question -> "question: ${1|ask,allow,deny|}"
        todowrite -> "todowrite: ${1|ask,allow,deny|}"
        external_directory -> "external_directory: ${1|ask,allow,deny|}"
        lsp -> "lsp: ${1|ask,allow,deny|}"
        doom_loop -> "doom_loop: ${1|ask,allow,deny|}"
    "#]],
    );
    check_offered(
        &agent("permission:\n  edit: <|>"),
        &expect![[r#"
        ask
        allow
        deny
    "#]],
    );
    check_offered(
        &agent("permissions:\n  - action: <|>"),
        &expect![[r#"
        read
        edit
        write
        bash
        shell
        glob
        grep
        list
        task
        subagent
        skill
        webfetch
        websearch
        question
        todowrite
        todoread
        patch
        apply_patch
        execute
        lsp
        linear_*
    "#]],
    );
    check_offered(
        &command("agent: <|>"),
        &expect![[r#"
        review/security
        scribe
        build
        explore
        general
        plan
        scout
    "#]],
    );
}

#[test]
fn hover_explains_fields_values_and_tools() {
    check_hover(
        &agent("mo<|>de: primary"),
        &expect![[r#"
        **mode** · one of its values

        Whether you talk to the agent, others call it, or both.
    "#]],
    );
    check_hover(
        &agent("permission:\n  ba<|>sh: ask"),
        &expect![[r#"
        **permission.bash** · one of its values or map of some of its values

        Running commands. Patterns are over the command: `"git push*": ask`.
    "#]],
    );
    check_hover(
        &agent("permissions:\n  - action: she<|>ll"),
        &expect![[r#"
        **shell** · tool

        Runs a command. Generation 1 calls it `bash`.
    "#]],
    );
    check_hover(&body("Ask @review/secu<|>rity."), &expect![""]);
}

#[test]
fn names_lead_to_agents_commands_and_skills() {
    check_leads(
        &body("Ask @scri<|>be."),
        &expect![[r#"
        /w/.opencode/agent/scribe.md
    "#]],
    );
    check_leads(&body("Ask @review/secu<|>rity."), &expect![[""]]);
    check_leads(
        &body("Hand it to `review/secu<|>rity`."),
        &expect![[r#"
        /w/.opencode/agent/review/security.md
    "#]],
    );
    check_leads(&body("Run `/git/com<|>mit`."), &expect![[""]]);
    check_leads(
        &body("Use the `rele<|>ase` skill."),
        &expect![[r#"
        /w/.opencode/skills/release/SKILL.md
    "#]],
    );
    check_leads(
        &command("agent: review/secu<|>rity"),
        &expect![[r#"
        /w/.opencode/agent/review/security.md
    "#]],
    );
    check_leads(&command("agent: pl<|>an"), &expect![[""]]);
}

#[test]
fn an_agent_is_renamed_with_its_file() {
    check_renamed(
        &format!(
            "//- /w/.opencode/agent/lead.md\nAsk @scri<|>be, then @scribe again.\n\
             //- /w/.opencode/command/note.md\n---\nagent: scribe\n---\nNote.\n{TEAM}"
        ),
        "writer",
        &expect![[r#"
            /w/.opencode/agent/lead.md -> writer
            /w/.opencode/agent/lead.md -> writer
            /w/.opencode/command/note.md -> writer
            /w/.opencode/agent/scribe.md -> /w/.opencode/agent/writer.md
        "#]],
    );
}

#[test]
fn a_command_s_placeholders_are_its_own() {
    check_hover(
        "//- /w/.opencode/command/go.md\nGo to $ARGU<|>MENTS, then $1 and $2.\n",
        &expect![[r#"
            **$ARGUMENTS**

            Everything that was typed behind the command.
        "#]],
    );
    check_silent(
        "opencode",
        "//- /w/.opencode/command/go.md\n<|>Look at !`git diff` and at $1, $2 and $3.\n",
    );
}

#[test]
fn skills_are_checked_by_the_stricter_generation() {
    check_found(
        "//- /w/.opencode/skill/My_Skill/SKILL.md\n---\nname: My_Skill\n---\nDo it.\n",
        &expect![[r#"
            Warning missing-field "---": `description` is missing. OpenCode has nothing to choose the skill by then.
            Warning invalid-name "My_Skill": `My_Skill` is no valid name. OpenCode loads it all the same, but wants 1 to 64 lowercase letters, digits and single hyphens, with none at either end.
        "#]],
    );
    check_silent(
        "opencode",
        "//- /w/.opencode/skill/do-it/SKILL.md\n---\nname: do-it\ndescription: Does it well.\nallowed-tools: Read\nmetadata:\n  opencode/autoinvoke: true\n---\nDo it.\n",
    );
}

/// Agents and commands that the configuration defines, beside one in a file.
fn configured(agents: &str) -> String {
    format!(
        "//- /w/opencode.json\n{agents}\n\
         //- /w/.opencode/agent/scribe.md\n---\ndescription: Writes things down.\n---\nYou write.\n\
         Hand the plan to @planner, then build it.\n"
    )
}

const CONFIGURED: &str = r#"{
  // Comments are fine here.
  "agent": {
    "build": { "model": "anthropic/claude-opus-4-5" },
    "planner": {
      "description": "Plans the work, and hands it to the scribe agent.",
      "mode": "subagent",
      "prompt": "You plan. Let @critic read it.",
      "tools": { "write": false }
    },
    "critic": { "description": "Finds holes.", "mode": "subagent" },
  },
  "command": {
    "plan-it": { "template": "Plan $ARGUMENTS.", "agent": "planner" }
  }
}"#;

#[test]
fn agents_of_the_configuration_are_found_by_their_names() {
    let mark = |from: &str, to: &str| configured(&CONFIGURED.replace(from, to));
    check_leads(
        &mark("\"agent\": \"planner\"", "\"agent\": \"plan<|>ner\""),
        &expect![[r#"
            /w/opencode.json
        "#]],
    );
    check_leads(&mark("scribe agent", "scr<|>ibe agent"), &expect![[r#""#]]);
    check_leads(
        &mark("@critic", "@cri<|>tic"),
        &expect![[r#"
        /w/opencode.json
    "#]],
    );
    let in_file = configured(CONFIGURED).replace("@planner", "@plan<|>ner");
    check_leads(
        &in_file,
        &expect![[r#"
        /w/opencode.json
    "#]],
    );
    // What comes with the program is a word before it is an agent.
    let word = configured(CONFIGURED).replace("build it", "bui<|>ld it");
    check_leads(&word, &expect![[r#""#]]);
}

#[test]
fn an_agent_of_the_configuration_is_renamed_where_it_is_named() {
    check_renamed(
        &configured(&CONFIGURED.replace("\"planner\": {", "\"pla<|>nner\": {")),
        "designer",
        &expect![[r#"
            /w/.opencode/agent/scribe.md -> designer
            /w/opencode.json -> designer
            /w/opencode.json -> designer
        "#]],
    );
}

#[test]
fn entries_are_checked_and_explained_like_front_matter() {
    check_silent(
        "opencode",
        &configured(&CONFIGURED.replace("Plans the", "Pl<|>ans the")),
    );
    let wrong = CONFIGURED
        .replace(
            "\"subagent\",\n      \"prompt\"",
            "\"sub<|>agnet\",\n      \"prompt\"",
        )
        .replace("\"write\": false", "\"write\": \"no\"");
    check_found(
        &configured(&wrong),
        &expect![[r#"
        Error unknown-value "subagnet": `subagnet` is none of the values of `mode` that OpenCode documents. Did you mean `subagent`? OpenCode 1 refuses its whole configuration then, and loads no agent at all.
        Error wrong-shape "{ \"write\": \"no\" }": OpenCode expects a map for `tools`. OpenCode 1 refuses its whole configuration then, and loads no agent at all.
    "#]],
    );
    let nobody = CONFIGURED.replace("\"agent\": \"planner\"", "\"agent\": \"plan<|>nr\"");
    check_found(
        &configured(&nobody),
        &expect![[r#"
        Warning unknown-agent "plannr": There is no agent `plannr`. Did you mean `planner`?
    "#]],
    );
    check_hover(
        &configured(&CONFIGURED.replace("@critic", "@cri<|>tic")),
        &expect![[r#"
            **critic** · agent

            Finds holes.
        "#]],
    );
    check_hover(
        &configured(&CONFIGURED.replace("\"mode\": \"subagent\",", "\"mo<|>de\": \"subagent\",")),
        &expect![[r#"
            **mode** · one of its values

            Whether you talk to the agent, others call it, or both.
        "#]],
    );
    check_offered(
        &configured(&CONFIGURED.replace("\"agent\": \"planner\"", "\"agent\": \"<|>\"")),
        &expect![[r#"
            build
            critic
            planner
            scribe
            build
            explore
            general
            plan
            scout
        "#]],
    );
    check_offered(
        &configured(&CONFIGURED.replace("\"description\": \"Finds holes.\", \"mode\"", "\"<|>\"")),
        &expect![[r#"
            description
            mode
            model
            variant
            temperature
            top_p
            steps
            color
            hidden
            disable
            disabled
            name
            prompt
            system
            maxSteps
            options
            request
            cache
            permission
            permissions
            tools
        "#]],
    );
}

#[test]
fn what_is_an_entry_is_said_of_it_and_not_of_its_file() {
    // A name that the program fills in may be anything, and of a key that stands twice the last counts.
    check_silent(
        "opencode",
        "//- /w/opencode.json\n{\"agent\": {\"compaction\": {\"model\": \"{env:SMALL}\", \"mode\": \"all\", \
         \"mode\": \"primary\"<|>}}}",
    );
    // Its field for a name is heeded, as in a file.
    check_leads(
        "//- /w/opencode.json\n{\"agent\": {\"x\": {\"name\": \"drafter\"}},\n\
         \"command\": {\"go\": {\"template\": \"Go.\", \"agent\": \"draf<|>ter\"}}}",
        &expect![[r#"
            /w/opencode.json
        "#]],
    );
    // A key is replaced however it is written.
    check_renamed(
        "//- /w/opencode.json\n{\"agent\": {\"pl\\u0061nner\": {}},\n\
         \"command\": {\"go\": {\"template\": \"Go.\", \"agent\": \"plan<|>ner\"}}}",
        "drafter",
        &expect![[r#"
            /w/opencode.json -> drafter
            /w/opencode.json -> drafter
        "#]],
    );
    // The user's own settings define agents, too.
    check_leads(
        "//- /w/.opencode/command/go.md\n---\nagent: mi<|>ne\n---\nGo.\n\
         //- /home/me/.config/opencode/opencode.json\n{\"agent\": {\"mine\": {\"mode\": \"subagent\"}}}",
        &expect![[r#"
            /home/me/.config/opencode/opencode.json
        "#]],
    );
    check_offered(
        "//- /w/opencode.json\n{\"command\": {\"go\": {\"te<|>\"}}}",
        &expect![[r#"
            description -> "description"
            agent -> "agent"
            model -> "model"
            variant -> "variant"
            subtask -> "subtask"
            template -> "template"
        "#]],
    );
}
