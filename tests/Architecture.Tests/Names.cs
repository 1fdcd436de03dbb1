using System.Text.RegularExpressions;

namespace GrupoGad.Architecture.Tests;

/// <summary>Names say what a thing is in the domain; words that fit everything say nothing.</summary>
public sealed partial class Names
{
    private static readonly string[] _private = ["Mirror", "Pump", "Book", "Desk", "Door", "Truth", "Waker", "Waking", "Bond", "Debt", "Debts"];

    [Fact]
    public void No_type_name_has_a_word_that_fits_everything() =>
        Assert.Empty(Declarations().Where(d => SaysNothing(d.Name, d.Bases)).Select(d => $"{d.File}: {d.Name}"));

    [Theory]
    [InlineData("CellManager", "", true)]
    [InlineData("PositionHelpers", "", true)]
    [InlineData("Utils", "", true)]
    [InlineData("TrackService", "", true)]
    [InlineData("PositionsService", "Positions.PositionsBase", false)]
    [InlineData("RoleHandler", "", true)]
    [InlineData("RoleHandler", "AuthorizationHandler<RoleRequirement>", false)]
    [InlineData("Database", "", false)]
    [InlineData("Information", "", false)]
    public void The_rule_knows_the_words(string name, string bases, bool saysNothing) =>
        Assert.Equal(saysNothing, SaysNothing(name, bases));

    /// <summary>Each has a standard term: replica, broadcaster, registry, what it does, endpoint or observer, consistency check, recovery, assignment, pending effects.</summary>
    [Fact]
    public void No_type_of_the_product_has_a_name_that_only_we_would_know() =>
        Assert.Empty(Declarations().Where(d => !d.File.StartsWith("tests/", StringComparison.Ordinal) && Words().Matches(d.Name).Any(word => _private.Contains(word.Value)))
            .Select(d => $"{d.File}: {d.Name}"));

    [Fact]
    public void No_namespace_shadows_Orleans() =>
        Assert.DoesNotContain(Repository.CSharpFiles, path => Repository.LinesOf(path).Any(line => line.StartsWith("namespace GrupoGad.Orleans", StringComparison.Ordinal)));

    [Fact]
    public void Every_namespace_is_ours_and_file_scoped() =>
        Assert.Empty(Repository.CSharpFiles.SelectMany(path => Repository.LinesOf(path)
            .Where(line => line.StartsWith("namespace ", StringComparison.Ordinal) && !OurNamespace().IsMatch(line)).Select(line => $"{path}: {line}")));

    // A gRPC service is called a service by its protocol, and a subclass of the framework's handler has no other name.
    private static bool SaysNothing(string name, string bases) =>
        Words().Matches(name).Select(match => match.Value).Any(word => word switch
        {
            "Manager" or "Managers" or "Helper" or "Helpers" or "Util" or "Utils" or "Common" or "Data" or "Info" => true,
            "Service" or "Services" => !GrpcBase().IsMatch(bases),
            "Handler" or "Handlers" => !bases.Contains("Handler", StringComparison.Ordinal),
            _ => false,
        });

    private static IEnumerable<(string File, string Name, string Bases)> Declarations() =>
        from path in Repository.CSharpFiles
        from line in Repository.LinesOf(path)
        let declaration = Declaration().Match(line)
        where declaration.Success
        select (path, declaration.Groups["name"].Value, declaration.Groups["rest"].Value);

    [GeneratedRegex(@"^\s*(?:(?:public|internal|private|protected|file|static|sealed|abstract|partial|readonly|ref)\s+)*(?:record\s+class|record\s+struct|class|record|struct|interface|enum)\s+(?<name>[A-Z]\w*)(?<rest>.*)")]
    private static partial Regex Declaration();

    [GeneratedRegex("[A-Z][a-z0-9]*")]
    private static partial Regex Words();

    [GeneratedRegex(@"\b\w+\.\w+Base\b")]
    private static partial Regex GrpcBase();

    [GeneratedRegex(@"^namespace GrupoGad(\.\w+)*;")]
    private static partial Regex OurNamespace();
}
