using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using GrupoGad.WebFrontend.Identity;
using GrupoGad.WebFrontend.Tests.Doors;

namespace GrupoGad.WebFrontend.Tests.Ogc;

/// <summary>The provider of QGIS itself, as <c>./gad prove qgis</c> runs it: it needs a package that the suite does not ask for.</summary>
public sealed class QgisTests(DoorsWorld world)
{
    private const int Page = 5;

    [Fact(Explicit = true)]
    public async Task QGIS_reads_every_collection_by_pages_by_box_and_by_time()
    {
        var script = Path.Combine(Fences.ImportTests.Root(), "tests", "WebFrontend.Tests", "Ogc", "read_by_qgis.py");
        var inside = new List<string>();
        for (var i = 0; i < 12; i++)
        {
            var code = await world.Register();
            await world.Place(code, i < 4 ? 40.5 : 50.5, 40.5 + i * 0.01);
            inside.AddRange(i < 4 ? [code] : []);
        }
        var since = DateTime.UtcNow.Date.AddDays(-1);

        var read = await Run(script, $"{world.FrontEnd.Http}ogc", Page.ToString(CultureInfo.InvariantCulture), since.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));

        Assert.Equal(["efectivos", "operations", "fences", "tracks"], Texts(read, "collections"));
        // Its name for longitude and latitude in degrees depends on its version.
        Assert.Contains(read.GetProperty("crs").GetString(), new[] { "OGC:CRS84", "EPSG:4326" });
        Assert.Contains("efectivoId", Texts(read, "fields"));
        using var client = world.FrontEnd.Client(Roles.Integrator);
        var all = await client.GetFromJsonAsync<JsonElement>("/ogc/collections/efectivos/items?limit=1000", DoorsWorld.Cancel);
        var codes = all.GetProperty("features").EnumerateArray().Select(feature => feature.GetProperty("id").GetString()!).Order(StringComparer.Ordinal).ToArray();
        Assert.Equal(codes, Texts(read, "everybody"));
        Assert.True(read.GetProperty("pages").GetArrayLength() >= codes.Length / Page, $"{read}");
        Assert.Equal(inside, Texts(read, "inside"));
        Assert.NotEmpty(Texts(read, "boxes"));
        // The directory of operations of these tests has one, and does not choose by time: what counts is that QGIS asks for it, and by which words.
        Assert.Equal(["OP-FOUND"], Texts(read, "late"));
        Assert.All(Texts(read, "times"), asked => Assert.Contains($"datetime={since:yyyy-MM-ddTHH:mm:ssZ}/", Uri.UnescapeDataString(asked), StringComparison.Ordinal));
        Assert.NotEmpty(Texts(read, "times"));
        TestContext.Current.TestOutputHelper?.WriteLine($"QGIS {read.GetProperty("version")}: {codes.Length} features in {read.GetProperty("pages").GetArrayLength()} pages");
    }

    /// <summary>By the Python that the package is for.</summary>
    private static async Task<JsonElement> Run(string script, params string[] arguments)
    {
        var start = new ProcessStartInfo("/usr/bin/python3", [script, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["GAD_TOKEN"] = Tokens.Issue(FrontEnd.Key, Roles.Integrator);
        using var qgis = Process.Start(start)!;
        var (said, faults) = (qgis.StandardOutput.ReadToEndAsync(DoorsWorld.Cancel), qgis.StandardError.ReadToEndAsync(DoorsWorld.Cancel));
        await qgis.WaitForExitAsync(DoorsWorld.Cancel).WaitAsync(TimeSpan.FromMinutes(3), DoorsWorld.Cancel);
        Assert.True(qgis.ExitCode == 0, await faults);
        return JsonDocument.Parse((await said).TrimEnd().Split('\n')[^1]).RootElement;
    }

    private static string[] Texts(JsonElement read, string name) => [.. read.GetProperty(name).EnumerateArray().Select(text => text.GetString()!)];
}
