using GrupoGad.WebFrontend.Commands.Sessions;
using GrupoGad.WebFrontend.Hosting;
using GrupoGad.WebFrontend.Ingest;
using GrupoGad.WebFrontend.Live.Broadcast;
using Microsoft.Extensions.Options;

namespace GrupoGad.WebFrontend.Live.Sessions;

/// <summary>Services shared by every session of the gateway.</summary>
internal sealed class SessionParts(
    IOptions<LiveOptions> options, LiveAgreement agreement, LiveInbox inbox, SubscriptionRegistry subscriptions, ReportSubmission desk,
    IReportIntake intake, ClusterLink link, CommandParts commands, LiveInstruments instruments, TimeProvider clock, ILogger<LiveSession> logger)
{
    public LiveOptions Options { get; } = options.Value;

    public LiveAgreement Agreement => agreement;

    public LiveInbox Inbox => inbox;

    public SubscriptionRegistry Subscriptions => subscriptions;

    public ReportSubmission Desk => desk;

    /// <summary>
    /// The part that is away: all silos, or else the store that the silos report as away; empty: none.
    /// A process that has not met a silo yet reports nothing.
    /// </summary>
    public string Away => link is { Reached: true, Connected: false } ? "cluster" : intake.Degraded ? "postgis" : "";

    public CommandParts Commands => commands;

    public LiveInstruments Instruments => instruments;

    public TimeProvider Clock => clock;

    public ILogger Logger => logger;
}
