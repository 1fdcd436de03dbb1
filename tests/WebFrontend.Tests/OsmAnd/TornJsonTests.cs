using System.Text;
using GrupoGad.WebFrontend.Ingest.OsmAnd;

namespace GrupoGad.WebFrontend.Tests.OsmAnd;

public sealed class TornJsonTests
{
    [Theory]
    [InlineData("", null)]
    [InlineData("  ", null)]
    [InlineData("nothing", null)]
    [InlineData("{", "{}")]
    [InlineData("[", "[]")]
    [InlineData("""{"a""", "{}")]
    [InlineData("""{"a":""", "{}")]
    [InlineData("""{"a":1""", "{}")]
    [InlineData("""{"a":1,""", """{"a":1}""")]
    [InlineData("""{"a":"x","b":"y""", """{"a":"x"}""")]
    [InlineData("""{"a":[{"b":true},{"c":nul""", """{"a":[{"b":true},{}]}""")]
    [InlineData("""{"a":{"b":1 }, oops "c":2}""", """{"a":{"b":1 }}""")]
    [InlineData("""{"a":1} and more""", """{"a":1}""")]
    public void The_values_before_the_break_are_read(string text, string? read)
    {
        using var document = TornJson.Parse(Encoding.UTF8.GetBytes(text));
        Assert.Equal(read, document?.RootElement.GetRawText());
    }
}
