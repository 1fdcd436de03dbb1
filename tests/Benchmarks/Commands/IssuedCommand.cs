namespace GrupoGad.Benchmarks.Commands;

/// <summary>A command as a bench issues it.</summary>
/// <param name="Recipients">Whom it must reach.</param>
/// <param name="Unit">Named by this unit instead of one by one; null: by their codes.</param>
public sealed record IssuedCommand(string CommandId, string Class, IReadOnlyList<string> Recipients, string? Unit = null)
{
    /// <summary>Long deadlines: a bench that waits for a killed process must not see commands expire.</summary>
    public object Body => new
    {
        @class = Class,
        kind = "Order",
        text = $"Orden de prueba {CommandId}",
        recipients = Unit is null ? Recipients.Select(code => new { kind = "Efectivo", value = code }) : [new { kind = "Unit", value = Unit }],
        answerWithinS = 3_600,
        deadline = DateTime.UtcNow.AddHours(2),
    };
}
