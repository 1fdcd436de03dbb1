using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace GrupoGad.Console.Tests;

internal static class Accessibility
{
    /// <summary>Axe finds nothing serious on the page as it stands.</summary>
    public static async Task AssertAccessible(this IPage page, string when)
    {
        var result = await page.RunAxe();
        var serious = result.Violations.Where(v => v.Impact is "serious" or "critical");
        Assert.Empty(serious.Select(v => $"{when}: {v.Id}: {v.Help}: {string.Join(" | ", v.Nodes.Select(n => n.Html))}"));
    }
}
