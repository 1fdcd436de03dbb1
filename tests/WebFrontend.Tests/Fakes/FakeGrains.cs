using GrupoGad.Alarms;
using GrupoGad.Boards;
using GrupoGad.Commands;
using GrupoGad.Fences;
using GrupoGad.Dispatch;
using GrupoGad.Duty;
using GrupoGad.Operations;
using GrupoGad.Webhooks;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;

namespace GrupoGad.WebFrontend.Tests.Fakes;

/// <summary>
/// Grains of operations, commands, alarms, fences and webhooks that do what a test tells them: the doors are tested against every answer of the contract, also
/// those that the real grains give once in a blue moon.
/// </summary>
internal static class FakeGrains
{
    private static readonly Type[] Faked =
    [
        typeof(IInboxGrain), typeof(IInboxFeedGrain), typeof(ICommandGrain), typeof(ICommandDirectoryGrain), typeof(IOperationGrain),
        typeof(IOperationDirectoryGrain), typeof(IBoardGrain), typeof(IAlarmGrain), typeof(IWelfareGrain), typeof(IDispatchGrain),
        typeof(IFenceGrain), typeof(IFenceDirectoryGrain), typeof(IFenceFeedGrain), typeof(IWebhookGrain), typeof(IWebhookDirectoryGrain), typeof(IDutyDirectoryGrain),
    ];

    /// <summary>The real grains of these interfaces step aside.</summary>
    public static void Take(IServiceCollection silo) => silo.PostConfigure<GrainTypeOptions>(types => types.Classes.RemoveWhere(
        type => type.Assembly != typeof(FakeGrains).Assembly && Array.Exists(Faked, faked => faked.IsAssignableFrom(type))));
}
