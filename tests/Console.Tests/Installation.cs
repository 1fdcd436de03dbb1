using System.Security.Cryptography;

namespace GrupoGad.Console.Tests;

/// <summary>A running installation with a fleet in motion, and a browser. GAD_TEST_URL names one that runs already; else one is started, in memory mode.</summary>
public class Installation : IAsyncLifetime
{
    private readonly string _keyFile = Path.Combine(Path.GetTempPath(), $"gad-console-tests-{Guid.NewGuid():N}.key");
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private readonly int[] _ports = Ports.Take(7);
    private readonly HttpClient _http = new();
    private GadProcess? _silo;
    private GadProcess? _gateway;
    private Fleet? _fleet;
    private Browser? _browser;

    public virtual bool IsOurs { get; } = Environment.GetEnvironmentVariable("GAD_TEST_URL") is not { Length: > 0 };

    public Uri Url => IsOurs ? new($"http://127.0.0.1:{_ports[0]}/") : new(Environment.GetEnvironmentVariable("GAD_TEST_URL")!);

    /// <summary>Since then the fleet reports, UTC.</summary>
    public DateTime ReadyAt { get; private set; }

    internal Fleet Fleet => _fleet!;

    internal Browser Browser => _browser!;

    internal HttpClient Http => _http;

    internal Tokens Tokens => new(IsOurs ? _key : null, _http);

    public virtual async ValueTask InitializeAsync()
    {
        _http.BaseAddress = Url;
        if (IsOurs)
        {
            await File.WriteAllTextAsync(_keyFile, Convert.ToHexStringLower(_key));
            _silo = GadProcess.Start("Silo", Settings(adminPort: _ports[1]));
            await StartGateway();
        }
        _fleet = await Fleet.Start(_http, Tokens);
        ReadyAt = DateTime.UtcNow;
        _browser = await Browser.Start(Url);
    }

    /// <summary>A console that shows the whole fleet.</summary>
    /// <param name="role">Whose; left out: the operator's whom the page asks the development issuer for.</param>
    internal async Task<Screen> OpenScreen(string? role = null)
    {
        var token = role is null ? null : await Tokens.For(role);
        var screen = await Browser.Open(token is null ? null : page => page.AddInitScriptAsync($"sessionStorage.setItem('gad.token', '{token}')"));
        await screen.UntilShows(Fleet.Ids);
        return screen;
    }

    /// <summary>A phone that the centre reaches.</summary>
    internal async Task<Field> OpenField(string efectivo)
    {
        var field = await Browser.OpenField(efectivo, await Tokens.For("Efectivo", efectivo));
        await field.UntilAttached();
        return field;
    }

    /// <summary>As <c>kill -9</c>.</summary>
    public Task KillGateway() => _gateway!.Kill();

    /// <summary>Starts the front end on the address it had, and waits until it is ready.</summary>
    public async Task StartGateway()
    {
        _gateway = GadProcess.Start("WebFrontend", Settings(adminPort: _ports[2]));
        var ready = new Uri($"http://127.0.0.1:{_ports[2]}/health/ready");
        await Until.True(() => IsReady(ready), "the front end to be ready", 90, () => Task.FromResult($"{_silo!.LastLines}\n{_gateway.LastLines}"));
    }

    public virtual async ValueTask DisposeAsync()
    {
        await (_browser?.DisposeAsync() ?? default);
        await (_fleet?.DisposeAsync() ?? default);
        await (_gateway?.DisposeAsync() ?? default);
        await (_silo?.DisposeAsync() ?? default);
        _http.Dispose();
        File.Delete(_keyFile);
        GC.SuppressFinalize(this);
    }

    /// <summary>Where its processes keep what they know, as settings of theirs.</summary>
    protected virtual IEnumerable<KeyValuePair<string, string>> Keeping() => [new("Gad__Mode", "Memory")];

    private async Task<bool> IsReady(Uri health)
    {
        Assert.False(_gateway!.HasExited, $"the front end ended: {_gateway.LastLines}");
        try
        {
            using var answer = await _http.GetAsync(health);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private Dictionary<string, string> Settings(int adminPort) => new(Keeping())
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Development",
        ["Gad__Identity__SigningKeyFile"] = _keyFile,
        // A machine that has other things to do is no outage.
        ["Gad__Calls__PatienceMs"] = "30000",
        ["Gad__Calls__AttemptMs"] = "10000",
        ["Gad__Ingest__GiveUpAfterS"] = "60",
        ["Gad__Http__Port"] = $"{_ports[0]}",
        ["Gad__Admin__Port"] = $"{adminPort}",
        ["Gad__Osmand__Port"] = $"{_ports[3]}",
        ["Gad__Grpc__Port"] = $"{_ports[4]}",
        ["Gad__Cluster__SiloPort"] = $"{_ports[5]}",
        ["Gad__Cluster__GatewayPort"] = $"{_ports[6]}",
    };
}
