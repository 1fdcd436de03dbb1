namespace GrupoGad.Silo.PostGis.Fences;

/// <summary>Gathers concurrent questions into shared reads of the database. Uses no timer: while some reads are under way the next questions gather.</summary>
/// <param name="ask">Reads the answers, in the order of the questions.</param>
/// <param name="togetherMax">Most questions of one read.</param>
/// <param name="underWayMax">Most reads at once.</param>
internal sealed class GatheredReads<TQuestion, TAnswer>(Func<TQuestion[], Task<TAnswer[]>> ask, int togetherMax, int underWayMax)
{
    private readonly Queue<(TQuestion Question, TaskCompletionSource<TAnswer> Answer)> _waiting = new();
    private readonly Lock _lock = new();
    private int _underWay;

    /// <summary>A cancelled caller stops waiting; the read goes on for the others.</summary>
    public Task<TAnswer> Ask(TQuestion question, CancellationToken cancellation)
    {
        var answer = new TaskCompletionSource<TAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            _waiting.Enqueue((question, answer));
            if (_underWay < underWayMax)
            {
                _underWay++;
                _ = Task.Run(Run, CancellationToken.None);
            }
        }
        return answer.Task.WaitAsync(cancellation);
    }

    private async Task Run()
    {
        while (Next() is { Length: > 0 } some)
        {
            try
            {
                var answers = await ask(Array.ConvertAll(some, one => one.Question));
                for (var i = 0; i < some.Length; i++)
                {
                    some[i].Answer.SetResult(answers[i]);
                }
            }
            catch (Exception exception)
            {
                Array.ForEach(some, one => one.Answer.TrySetException(exception));
            }
        }
    }

    /// <summary>The next questions; empty when none waits, which ends this runner.</summary>
    private (TQuestion Question, TaskCompletionSource<TAnswer> Answer)[] Next()
    {
        lock (_lock)
        {
            var some = new (TQuestion, TaskCompletionSource<TAnswer>)[Math.Min(_waiting.Count, togetherMax)];
            for (var i = 0; i < some.Length; i++)
            {
                some[i] = _waiting.Dequeue();
            }
            _underWay -= some.Length == 0 ? 1 : 0;
            return some;
        }
    }
}
