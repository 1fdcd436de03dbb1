namespace GrupoGad.Architecture.Tests;

/// <summary>House numbers: files stay small enough to be read at one sitting.</summary>
public sealed class Files
{
    private const int LinesMax = 300;
    private const int MedianLinesMax = 50;
    private const int ProgramLinesMax = 40;
    private const int ReadmeLinesMax = 60;

    [Fact]
    public void No_file_is_longer_than_300_lines() =>
        Assert.DoesNotContain(Repository.CSharpFiles, path => Repository.LinesOf(path).Length > LinesMax);

    [Fact]
    public void Half_of_the_product_files_are_50_lines_or_shorter()
    {
        var lengths = Repository.CSharpFiles.Where(path => !path.StartsWith("tests/", StringComparison.Ordinal))
            .Select(path => Repository.LinesOf(path).Length).Order().ToArray();

        Assert.InRange(lengths[lengths.Length / 2], 1, MedianLinesMax);
    }

    [Fact]
    public void No_readme_is_longer_than_60_lines() =>
        Assert.DoesNotContain(Repository.Readmes, path => Repository.LinesOf(path).Length > ReadmeLinesMax);

    [Theory]
    [InlineData("Silo/Program.cs")]
    [InlineData("WebFrontend/Program.cs")]
    public void A_program_reads_as_a_table_of_contents(string path) =>
        Assert.InRange(Repository.LinesOf(path).Length, 1, ProgramLinesMax);
}
