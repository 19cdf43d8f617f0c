use crate::evidence::{Card, Context, Evidence};
use crate::reading::{Channel, Finding, Reading, Weight, nothing, of_wall, read};
use crate::verdict::{Approval, Code, Next, Signal, Support, Sure, Verdict, Wall};

/// Weighs everything that is known into one verdict.
///
/// The strongest signal decides, in this order: a code, a phrase of a page, what the person picked, "no grant yet", an
/// error word, a cancel without a code, silence. Among equals the later one counts. The rest can only make the reason
/// more precise.
pub fn diagnose(evidence: &[Evidence], context: &Context) -> Verdict {
    let readings: Vec<Reading> = evidence.iter().map(consider).collect();
    // `max_by_key` keeps the last of equals.
    let Some(strongest) = readings.iter().max_by_key(|reading| reading.finding.weight).map(|reading| &reading.finding)
    else {
        return conclude(&nothing(Weight::Nothing, None), Wall::Other, &readings, context);
    };
    let wall = match strongest.wall.approval() {
        Some(approval) => Wall::AdminApprovalRequired(reason(approval, &readings, context)),
        // Sign-in was granted, the calendar was not, and the calendar is on the list that Microsoft's default policy
        // reserves for administrators: likely that policy, though 65001 by itself never says so.
        None if strongest.wall == Wall::UserConsentNeeded && managed_policy_fits(context) => {
            Wall::AdminApprovalRequired(Approval::Policy)
        }
        None => strongest.wall,
    };
    conclude(strongest, wall, &readings, context)
}

fn consider(evidence: &Evidence) -> Reading {
    let told = |finding: Finding| Reading {
        finding,
        phrase: None,
        numbers: Vec::new(),
        support: Support::default(),
        words: None,
    };
    match evidence {
        Evidence::Redirect(raw) => read(Channel::Redirect, raw),
        Evidence::Token(raw) => read(Channel::Token, raw),
        Evidence::Page(raw) => read(Channel::Page, raw),
        Evidence::Graph(raw) => read(Channel::Graph, raw),
        Evidence::Picked(card) => told(picked(*card)),
        Evidence::Silence => told(nothing(Weight::Silence, Some(Signal::Silence))),
    }
}

fn picked(card: Card) -> Finding {
    let signal = Some(Signal::Picked { card });
    let approval = match card {
        Card::NeedAdminApproval => Approval::Unknown,
        Card::ApprovalRequired => Approval::WorkflowAsk,
        Card::RequestSent => Approval::WorkflowSent,
        Card::SomethingElse => return nothing(Weight::Picked, signal),
    };
    Finding { signal, ..of_wall(Weight::Picked, Wall::AdminApprovalRequired(approval), Sure::Likely) }
}

/// Why an administrator has to say yes, from everything that was seen beside the deciding signal.
fn reason(decided: Approval, readings: &[Reading], context: &Context) -> Approval {
    let seen = || {
        let stated = |reading: &Reading| [reading.finding.wall.approval(), reading.phrase.and_then(Wall::approval)];
        readings.iter().rev().flat_map(stated).flatten()
    };
    if seen().any(|approval| approval == Approval::WorkflowSent) {
        return Approval::WorkflowSent;
    }
    if decided != Approval::Unknown {
        return decided;
    }
    // Where only assigned people may use the app, nobody can consent alone: approval first, then the assignment.
    if readings.iter().any(|reading| reading.finding.wall == Wall::AssignmentRequired) {
        return Approval::AssignmentFirst;
    }
    match seen().find(|approval| *approval != Approval::Unknown) {
        Some(approval) => approval,
        // An app that requires assignment, or a risky one, would not have let the sign-in scopes pass either way.
        None if managed_policy_fits(context) => Approval::Policy,
        None => Approval::Unknown,
    }
}

fn managed_policy_fits(context: &Context) -> bool {
    context.identity_proved && context.excluded_scopes
}

fn conclude(strongest: &Finding, wall: Wall, readings: &[Reading], context: &Context) -> Verdict {
    let raised = wall.approval().is_some() && strongest.wall.approval().is_none();
    let (sure, who_acts, next) = if raised || wall == Wall::AdminApprovalRequired(Approval::WorkflowSent) {
        let own = of_wall(strongest.weight, wall, Sure::Likely);
        (if raised { Sure::Likely } else { strongest.sure }, own.who_acts, own.next)
    } else {
        (strongest.sure, strongest.who_acts, strongest.next)
    };
    Verdict {
        wall,
        sure,
        who_acts,
        // Nothing certain to offer while the evidence does not tell.
        next: if sure == Sure::Unknown { Next::AskPerson } else { next },
        codes: codes(strongest.code, readings),
        evidence: signals(strongest, wall != strongest.wall, readings, context),
        support: support(readings),
        words: words(readings),
    }
}

fn codes(deciding: Option<u32>, readings: &[Reading]) -> Vec<Code> {
    let mut codes: Vec<Code> = Vec::new();
    for number in readings.iter().flat_map(|reading| reading.numbers.iter().copied()) {
        if !codes.iter().any(|code| code.number == number) {
            codes.push(Code { number, deciding: deciding == Some(number) });
        }
    }
    codes
}

fn signals(strongest: &Finding, context_counted: bool, readings: &[Reading], context: &Context) -> Vec<Signal> {
    let rest = readings.iter().rev().filter_map(|reading| reading.finding.signal.clone());
    let known = [
        (context_counted && context.identity_proved).then_some(Signal::IdentityProved),
        (context_counted && context.excluded_scopes).then_some(Signal::ExcludedScopes),
    ];
    let mut signals: Vec<Signal> = Vec::new();
    for signal in strongest.signal.clone().into_iter().chain(rest).chain(known.into_iter().flatten()) {
        if !signals.contains(&signal) {
            signals.push(signal);
        }
    }
    signals
}

/// From the latest text that has each: log rows are searched for the last attempt.
fn support(readings: &[Reading]) -> Support {
    let latest =
        |id: fn(&Support) -> &Option<String>| readings.iter().rev().find_map(|reading| id(&reading.support).clone());
    Support {
        correlation_id: latest(|support| &support.correlation_id),
        trace_id: latest(|support| &support.trace_id),
        request_id: latest(|support| &support.request_id),
        timestamp: latest(|support| &support.timestamp),
    }
}

/// Of the strongest text that has words: those of the deciding one where it has any.
fn words(readings: &[Reading]) -> Option<String> {
    readings
        .iter()
        .filter(|reading| reading.words.is_some())
        .max_by_key(|reading| reading.finding.weight)
        .and_then(|reading| reading.words.clone())
}
