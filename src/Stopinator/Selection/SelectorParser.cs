using Stopinator.Diagnostics;

namespace Stopinator.Selection;

/// <summary>
/// Reads the text form of a selector:
/// <code>
/// expression = operand { "and" operand } | operand { "or" operand } | operand { "except" operand }
/// operand    = "(" expression ")" | "all" | name [ ( "=" | "~" ) value { "," value } ]
/// name       = "id" | "name" | "tag:" word | filter
/// </code>
/// </summary>
internal sealed class SelectorParser
{
    private static readonly string[] Operators = ["and", "or", "except"];

    private readonly SelectorScanner _scanner;

    private SelectorParser(string text) => _scanner = new SelectorScanner(text);

    public static SelectorNode Parse(string text)
    {
        var parser = new SelectorParser(text);
        var node = parser.Expression(depth: 0);
        return parser._scanner.AtEnd ? node : throw parser._scanner.Error(parser.UnexpectedAfterOperand());
    }

    private SelectorNode Expression(int depth)
    {
        if (depth > SelectorFactory.MaxDepth)
        {
            throw _scanner.Error($"parentheses are nested deeper than {SelectorFactory.MaxDepth}.");
        }

        var start = _scanner.Position;
        var operands = new List<SelectorNode> { Operand(depth) };
        string? used = null;
        while (TakeOperator(used) is { } word)
        {
            used = word;
            operands.Add(Operand(depth));
        }

        return Checked(start, () => Combine(operands, used));
    }

    private static SelectorNode Combine(List<SelectorNode> operands, string? word) =>
        word switch
        {
            null => operands[0],
            "and" => SelectorFactory.And(operands),
            "or" => SelectorFactory.Or(operands),
            _ => SelectorFactory.Except(operands[0], SelectorFactory.Or(operands.Skip(1))),
        };

    private string? TakeOperator(string? used)
    {
        _scanner.SkipWhiteSpace();
        var start = _scanner.Position;
        var word = Array.Find(Operators, known => known.Equals(_scanner.PeekBare(), StringComparison.OrdinalIgnoreCase));
        if (word is null)
        {
            return null;
        }

        if (used is not null && used != word)
        {
            throw _scanner.Error($"'{used}' and '{word}' stand side by side. Put parentheses around what belongs together.", start);
        }

        _scanner.TakeBare();
        return word;
    }

    private SelectorNode Operand(int depth)
    {
        _scanner.SkipWhiteSpace();
        var start = _scanner.Position;
        if (_scanner.TryTake('('))
        {
            var inner = Expression(depth + 1);
            _scanner.SkipWhiteSpace();
            return _scanner.TryTake(')')
                ? inner
                : throw _scanner.Error(_scanner.AtEnd ? $"the parenthesis of position {start} is not closed." : UnexpectedAfterOperand());
        }

        var name = _scanner.TakeBare();
        if (name.Equals("all", StringComparison.OrdinalIgnoreCase))
        {
            return new AllNode();
        }

        if (name.Length == 0)
        {
            throw _scanner.Error(
                _scanner.IsBlank ? "it is empty. Every instance is 'all'."
                : _scanner.AtEnd ? "it ends where a condition is expected."
                : $"a condition is expected, such as tag:Env=dev, not '{_scanner.Current}'.");
        }

        if (Operators.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            throw _scanner.Error($"a condition is expected before and after '{name}'.", start);
        }

        return Condition(name, start);
    }

    private SelectorNode Condition(string name, int start)
    {
        ThrowIfMistyped(name, start);
        var tagKey = TagKey(name, start);
        var isPattern = _scanner.Current == '~';
        if (!_scanner.TryTake('=') && !_scanner.TryTake('~'))
        {
            return tagKey is not null
                ? Checked(start, () => SelectorFactory.TagKey(tagKey))
                : throw (name.Equals("not", StringComparison.OrdinalIgnoreCase)
                    ? _scanner.Error("there is no 'not'; write 'all except' before the condition.", start)
                    : name.StartsWith("i-", StringComparison.Ordinal)
                    ? _scanner.Error($"an id is written {ErrorText.Quote($"id={name}")}.", start)
                    : _scanner.Error(
                        $"'=' and a value are expected after {ErrorText.Quote(name)}.{Suggestion.For(name, [.. Operators, "all"])}"));
        }

        if (tagKey is null && name != "id" && SelectorMistakes.ProblemOfFilter(name) is { } problem)
        {
            throw _scanner.Error(problem, start);
        }

        var values = Values(isPattern);
        return Checked(start, () => (tagKey, name, isPattern) switch
        {
            ({ } key, _, true) => SelectorFactory.TagLike(key, values),
            ({ } key, _, false) => SelectorFactory.Tag(key, values),
            (_, "id", false) => SelectorFactory.Ids(values),
            (_, "id", true) => throw _scanner.Error("ids take '='; for a pattern use the filter instance-id.", start),
            (_, _, true) => SelectorFactory.Filter(name, values),
            _ => SelectorFactory.Filter(name, values.Select(FilterPattern.Escape)),
        });
    }

    private string? TagKey(string name, int start)
    {
        if (name == "name")
        {
            return "Name";
        }

        if (!name.StartsWith("tag:", StringComparison.OrdinalIgnoreCase))
        {
            return name.Equals("tag", StringComparison.OrdinalIgnoreCase)
                ? throw _scanner.Error("a tag is written tag:<key>=<value>, such as tag:Env=dev.", start)
                : null;
        }

        if (!name.StartsWith("tag:", StringComparison.Ordinal))
        {
            throw _scanner.Error("'tag:' is written in lower case.", start);
        }

        return name.Length > 4 ? name[4..]
            : _scanner.Current == '"' ? _scanner.TakeQuoted()
            : throw _scanner.Error("a tag key is expected after 'tag:'.");
    }

    private List<string> Values(bool isPattern)
    {
        var values = new List<string>();
        do
        {
            var start = _scanner.Position;
            if (_scanner.Current == '"')
            {
                values.Add(_scanner.TakeQuoted());
                continue;
            }

            var value = _scanner.TakeBare();
            if (value.Length == 0)
            {
                throw _scanner.Error(char.IsWhiteSpace(_scanner.Current)
                    ? "a value is expected, not a blank. No blanks stand around '=', '~' and ','; a value that holds one takes double "
                        + "quotes."
                    : "a value is expected; the empty one is written \"\".");
            }

            if (!isPattern && value.AsSpan().IndexOfAny('*', '?') >= 0)
            {
                throw _scanner.Error(
                    $"'=' takes values literally, and {ErrorText.Quote(value)} looks like a pattern. Write '~' instead of '=', or put "
                    + "the value in double quotes if it really holds that character.",
                    start);
            }

            ThrowIfMistyped(value, start);
            values.Add(value);
        }
        while (_scanner.TryTake(','));

        return values;
    }

    private void ThrowIfMistyped(string word, int start)
    {
        if (SelectorMistakes.ProblemOf(word) is { } problem)
        {
            throw _scanner.Error(problem, start);
        }
    }

    private string UnexpectedAfterOperand() =>
        _scanner.Current switch
        {
            '&' => "'and' is expected instead of '&'.",
            '|' => "'or' is expected instead of '|'.",
            ')' => "no parenthesis is open.",
            '=' or '~' or ',' => $"'{_scanner.Current}' is not expected here. No blanks stand around it, and a value that holds it takes "
            + "double quotes.",
            '"' => "'\"' is not expected here. A value that holds it takes double quotes, and it is doubled inside them.",
            _ => $"'and', 'or' or 'except' is expected.{Suggestion.For(_scanner.PeekBare(), Operators)}",
        };

    // The rules of selectors stand in one place. This method adds the position to their messages.
    private SelectorNode Checked(int start, Func<SelectorNode> build)
    {
        try
        {
            return build();
        }
        catch (ArgumentException exception)
        {
            throw _scanner.Error(ErrorText.MessageOf(exception), start, exception);
        }
    }
}
