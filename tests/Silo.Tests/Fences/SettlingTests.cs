using GrupoGad.Efectivos;
using GrupoGad.Fences;
using GrupoGad.Silo.MemoryStorage;
using Microsoft.Extensions.DependencyInjection;
using static GrupoGad.Silo.Tests.Fences.Squares;

namespace GrupoGad.Silo.Tests.Fences;

/// <summary>Between the answer to a new fence and the moment at which every silo's map has it.</summary>
public sealed class SettlingTests
{
    [Fact]
    public async Task Whoever_reports_before_the_map_of_its_silo_has_a_new_fence_is_found_inside_all_the_same()
    {
        HeldCatalogue held = null!;
        await using var silo = await SiloStack.Start(null, orleans => orleans.Services.AddSingleton<IFenceCatalogue>(provider =>
        {
            held = new HeldCatalogue(provider.GetRequiredService<MemoryFences>());
            held.Release();
            return held;
        }));
        var grains = silo.Get<IGrainFactory>();
        await grains.GetGrain<IEfectivoGrain>("E-1").Register(new EfectivoProfile { DisplayName = "Uno", Unit = "Norte" });
        held.Hold();
        var asked = held.Asked;
        Assert.Equal(FenceOutcome.Created, (await grains.GetGrain<IFenceGrain>("PLAZA").Put(Plan(), "operator-1")).Outcome);
        await Reports.Until("the fence looks who stands around it", () => Task.FromResult(held.Asked > asked));

        Assert.Equal(ReportOutcome.Accepted, await grains.GetGrain<IEfectivoGrain>("E-1").Report(FenceSilo.At("E-1", Inside, DateTime.UtcNow)));
        held.Release();

        await Reports.Until("it is told to be inside", async () =>
            (await grains.GetGrain<IFenceDirectoryGrain>(0).Events(new FenceEventQuery { FenceId = "PLAZA", Limit = 10 })).Events is [{ EfectivoId: "E-1", Kind: FenceEventKind.Enter }]);
    }
}
