using System.Runtime.CompilerServices;
using GrupoGad.Commands;

namespace GrupoGad.WebFrontend.Commands.Certificates;

/// <summary>Reads all ladders of one command, a page at a time: however many recipients, one page is in memory.</summary>
internal sealed class CertificateReading(ICommandDirectoryGrain ledger, string commandId)
{
    private const int PageMax = 500;

    /// <summary>Null when it was never issued.</summary>
    public ValueTask<LadderPage?> First(CancellationToken cancellation) => ledger.Read(commandId, "", PageMax, cancellation);

    public async IAsyncEnumerable<LadderPage> Pages(LadderPage first, [EnumeratorCancellation] CancellationToken cancellation)
    {
        for (LadderPage? page = first; page is not null; page = page.Next.Length == 0 ? null : await ledger.Read(commandId, page.Next, PageMax, cancellation))
        {
            yield return page;
        }
    }
}
