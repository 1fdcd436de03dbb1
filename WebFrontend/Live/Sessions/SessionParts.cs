using GrupoGad.WebFrontend.Commands.Door;
using GrupoGad.WebFrontend.Ingest;
using GrupoGad.WebFrontend.Live.Pump;
using Microsoft.Extensions.Options;

namespace GrupoGad.WebFrontend.Live.Sessions;

/// <summary>What every session of the gateway shares.</summary>
internal sealed class SessionParts(
    IOptions<LiveOptions> options, LiveAgreement agreement, LiveInbox inbox, SubscriptionBook subscriptions, ReportDesk desk,
    IReportIntake intake, CommandParts commands, LiveInstruments instruments, TimeProvider clock, ILogger<LiveSession> logger)
{
    public LiveOptions Options { get; } = options.Value;

    public LiveAgreement Agreement => agreement;

    public LiveInbox Inbox => inbox;

    public SubscriptionBook Subscriptions => subscriptions;

    public ReportDesk Desk => desk;

    public IReportIntake Intake => intake;

    public CommandParts Commands => commands;

    public LiveInstruments Instruments => instruments;

    public TimeProvider Clock => clock;

    public ILogger Logger => logger;
}
