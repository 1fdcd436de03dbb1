using System.Net;
using GrupoGad.WebFrontend.Identity;
using GrupoGad.WebFrontend.Tests.Doors;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;

namespace GrupoGad.WebFrontend.Tests.Hosting;

/// <summary>A silo that has not told its grains, made to stay so: what a front end meets in the moment after it has connected.</summary>
public sealed class UntoldGrainTests : IAsyncLifetime
{
    private readonly int _gatewayPort = Ports.One();
    private IHost _silo = null!;
    private FrontEnd _frontEnd = null!;

    public async ValueTask InitializeAsync()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(Ports.One(), _gatewayPort, null, "gad", "gad");
            silo.Services.PostConfigure<GrainTypeOptions>(types => types.Classes.RemoveWhere(type => type.Namespace!.StartsWith("GrupoGad", StringComparison.Ordinal)));
        });
        _silo = builder.Build();
        await _silo.StartAsync();
        _frontEnd = new FrontEnd(_gatewayPort, "Development");
    }

    public async ValueTask DisposeAsync()
    {
        await _frontEnd.DisposeAsync();
        await _silo.StopAsync();
        _silo.Dispose();
    }

    [Fact]
    public async Task A_request_before_the_silos_have_told_their_grains_is_unavailable_and_to_be_tried_again()
    {
        using var admin = new HttpClient { BaseAddress = _frontEnd.Admin };
        using var started = await admin.GetAsync("/health/started", DoorsWorld.Cancel);
        Assert.Equal(HttpStatusCode.OK, started.StatusCode);
        using var ready = await admin.GetAsync("/health/ready", DoorsWorld.Cancel);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);

        using var client = _frontEnd.Client(Roles.Administrator);
        using var answer = await client.GetAsync("/api/v1/efectivos/E-0417", DoorsWorld.Cancel);
        await answer.IsProblem(HttpStatusCode.ServiceUnavailable, "cluster");
        Assert.NotNull(answer.Headers.RetryAfter);
    }
}
