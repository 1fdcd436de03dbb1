using System.Net;
using System.Text;
using System.Text.Json;
using GrupoGad.WebFrontend.Identity;
using GrupoGad.WebFrontend.Tests.Doors;
using static GrupoGad.WebFrontend.Tests.Duty.DutyTests;

namespace GrupoGad.WebFrontend.Tests.Duty;

public sealed class ImportTests(DoorsWorld world)
{
    private const string Zone = "America/Argentina/Buenos_Aires";

    [Fact]
    public async Task A_file_plans_the_shifts_of_many_and_may_be_sent_again()
    {
        var (a, b) = (await world.Register(), await world.Register());
        var file = $"\uFEFFstart,end,efectivo,note,timeZone\r\n{Wall(8)},{Wall(16)},{a},\"puerta \"\"A\"\", norte\",\r\n\r\n{Wall(32)},{Wall(40)},{a},,UTC\r\n{Wall(8)},{Wall(16)},{b},,\r\n";
        for (var i = 0; i < 2; i++)
        {
            using var answer = await Import(file);
            Assert.Equal("{\"efectivos\":2,\"shifts\":3}", await answer.Content.ReadAsStringAsync(DoorsWorld.Cancel));
        }
        Assert.Equal([Midnight.AddHours(8), Midnight.AddHours(29)], await Starts(a));
        Assert.Equal([Midnight.AddHours(8)], await Starts(b));
    }

    [Fact]
    public async Task A_malformed_file_changes_nothing_and_every_fault_is_told_with_its_line()
    {
        var code = await world.Register();
        var file = $"efectivo,start,end\n{code},{Wall(8)},{Wall(16)}\ne-1,{Wall(8)},soon\n{code},{Wall(40)}\n{code},\"{Wall(60)},{Wall(64)}\n";
        using var answer = await Import(file);
        await answer.IsProblem(HttpStatusCode.BadRequest, "efectivo");
        Assert.Equal(["3 efectivo", "3 end", "4 line", "5 line"], await Faults(answer));
        Assert.Empty(await Starts(code));
    }

    [Fact]
    public async Task A_quoted_cell_may_hold_a_line_end_and_lines_are_counted_on()
    {
        var code = await world.Register();
        var file = $"efectivo,start,end,note\r\n{code},{Wall(8)},{Wall(16)},\"puerta\r\nnorte, \"\"A\"\"\"\r\n{code},{Wall(32)},soon,\r\n";
        using var answer = await Import(file);
        await answer.IsProblem(HttpStatusCode.BadRequest, "end");
        Assert.Equal(["4 end"], await Faults(answer));
        using var good = await Import(file.Replace("soon", Wall(40), StringComparison.Ordinal));
        Assert.Equal("{\"efectivos\":1,\"shifts\":2}", await good.Content.ReadAsStringAsync(DoorsWorld.Cancel));
    }

    [Theory]
    [InlineData("efectivo;start;end\nE-1234;2026-03-01T08:00;2026-03-01T16:00\n", "semicolons")]
    [InlineData("\uFEFFefectivo\tstart\tend\r\n", "tabs")]
    public async Task Another_separator_is_named_as_the_fault(string file, string named)
    {
        using var answer = await Import(file);
        await answer.IsProblem(HttpStatusCode.BadRequest, "heading");
        Assert.Contains(named, (await answer.Json()).GetProperty("rule").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_breaks_rules_changes_nothing_and_every_fault_is_told_with_its_line()
    {
        var (good, bad) = (await world.Register(), await world.Register());
        var file = $"efectivo,start,end\n{good},{Wall(8)},{Wall(16)}\n{bad},{Wall(8)},{Wall(16)}\n{bad},{Wall(15)},{Wall(20)}\nE-NOBODY,{Wall(8)},{Wall(16)}\n{bad},{Wall(22)},{Wall(21)}\n{bad},{Wall(26)},{Wall(30)}\n";
        using var answer = await Import(file);
        await answer.IsProblem(HttpStatusCode.Conflict, "start");
        Assert.Equal(["4 start", "5 efectivo", "6 end", "7 start"], await Faults(answer));
        Assert.Empty(await Starts(good));
    }

    [Theory]
    [InlineData("", "heading")]
    [InlineData("efectivo,start\n", "heading")]
    [InlineData("efectivo,start,end,end\n", "heading")]
    [InlineData("efectivo,start,end,colour\n", "heading")]
    public async Task A_file_without_its_heading_is_none(string file, string field)
    {
        using var answer = await Import(file);
        await answer.IsProblem(HttpStatusCode.BadRequest, field);
    }

    [Fact]
    public async Task The_window_is_needed_and_bytes_that_are_no_text_are_refused()
    {
        using var client = world.FrontEnd.Client(Roles.Operator);
        using var windowless = await client.PostAsync("/api/v1/duty/shifts", new StringContent("efectivo,start,end", Encoding.UTF8, "text/csv"), DoorsWorld.Cancel);
        await windowless.IsProblem(HttpStatusCode.BadRequest, "from");
        using var content = new ByteArrayContent([0xC3, 0x28]);
        content.Headers.ContentType = new("text/csv");
        using var bytes = await client.PostAsync(Path, content, DoorsWorld.Cancel);
        await bytes.IsProblem(HttpStatusCode.BadRequest, "body");
    }

    private static string Path => $"/api/v1/duty/shifts?from={Midnight:O}&to={Midnight.AddDays(7):O}&timeZone={Zone}";

    private async Task<HttpResponseMessage> Import(string file)
    {
        using var client = world.FrontEnd.Client(Roles.Operator);
        using var content = new StringContent(file, Encoding.UTF8, "text/csv");
        return await client.PostAsync(Path, content, DoorsWorld.Cancel);
    }

    private static async Task<string[]> Faults(HttpResponseMessage answer) =>
        [.. (await answer.Json()).GetProperty("faults").EnumerateArray().Select(fault => $"{fault.GetProperty("line")} {fault.GetProperty("field")}")];

    private async Task<DateTime[]> Starts(string code)
    {
        using var client = world.FrontEnd.Client(Roles.Operator);
        using var got = await client.GetAsync($"/api/v1/efectivos/{code}/shifts", DoorsWorld.Cancel);
        return [.. (await got.Json()).GetProperty("shifts").EnumerateArray().Select((JsonElement shift) => shift.GetProperty("start").GetDateTime())];
    }
}
