using System.Globalization;
using System.Xml;
using Amazon.EC2.Model;

namespace Stopinator.Ec2;

/// <summary>
/// Reads the answer to DescribeInstances. It reads the fields of each instance that <see cref="InstanceMapper"/> maps and skips the rest.
/// </summary>
internal sealed class DescribeReader
{
    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,

        // A tag may hold any character, also one that XML forbids, and may consist of blanks.
        CheckCharacters = false,
        IgnoreWhitespace = false,
    };

    private readonly XmlReader _xml;
    private char[] _text = new char[256];

    private DescribeReader(XmlReader xml) => _xml = xml;

    /// <summary>Reads an answer.</summary>
    /// <exception cref="XmlException">The answer is not well-formed.</exception>
    public static DescribeInstancesResponse Read(Stream body)
    {
        using var xml = XmlReader.Create(body, Settings);
        xml.MoveToContent();
        return new DescribeReader(xml).Response();
    }

    private DescribeInstancesResponse Response()
    {
        var response = new DescribeInstancesResponse { Reservations = [] };
        for (var children = Children(); Next(ref children);)
        {
            switch (_xml.LocalName)
            {
                case "requestId":
                    response.ResponseMetadata = new() { RequestId = Text() };
                    break;
                case "nextToken":
                    response.NextToken = Text();
                    break;
                case "reservationSet":
                    AddItems(response.Reservations, Reservation);
                    break;
                default:
                    _xml.Skip();
                    break;
            }
        }

        return response;
    }

    private Reservation Reservation()
    {
        var reservation = new Reservation { Instances = [] };
        for (var children = Children(); Next(ref children);)
        {
            switch (_xml.LocalName)
            {
                case "ownerId":
                    reservation.OwnerId = Text();
                    break;
                case "instancesSet":
                    AddItems(reservation.Instances, Instance);
                    break;
                default:
                    _xml.Skip();
                    break;
            }
        }

        return reservation;
    }

    private Instance Instance()
    {
        var instance = new Instance();
        for (var children = Children(); Next(ref children);)
        {
            switch (_xml.LocalName)
            {
                case "instanceId":
                    instance.InstanceId = Text();
                    break;
                case "instanceState":
                    instance.State = State();
                    break;
                case "tagSet":
                    AddItems(instance.Tags = [], Tag);
                    break;
                case "instanceType":
                    instance.InstanceType = Text();
                    break;
                case "placement":
                    instance.Placement = new Placement { AvailabilityZone = Child("availabilityZone") };
                    break;
                case "instanceLifecycle":
                    instance.InstanceLifecycle = Text();
                    break;
                case "rootDeviceType":
                    instance.RootDeviceType = Text();
                    break;
                case "hibernationOptions":
                    instance.HibernationOptions = new HibernationOptions { Configured = Child("configured") == "true" };
                    break;
                case "launchTime":
                    instance.LaunchTime = Time();
                    break;
                case "reason":
                    instance.StateTransitionReason = Text();
                    break;
                case "stateReason":
                    instance.StateReason = StateReason();
                    break;
                case "operator":
                    instance.Operator = Operator();
                    break;
                case "vpcId":
                    instance.VpcId = Text();
                    break;
                case "subnetId":
                    instance.SubnetId = Text();
                    break;
                case "imageId":
                    instance.ImageId = Text();
                    break;
                case "platform":
                    instance.Platform = Text();
                    break;
                case "architecture":
                    instance.Architecture = Text();
                    break;
                case "keyName":
                    instance.KeyName = Text();
                    break;
                case "privateIpAddress":
                    instance.PrivateIpAddress = Text();
                    break;
                default:
                    _xml.Skip();
                    break;
            }
        }

        return instance;
    }

    // The code decides; the name says the same.
    private InstanceState State() =>
        new()
        {
            Code = int.TryParse(Child("code"), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var code) ? code : null,
        };

    private Tag Tag()
    {
        var (key, value) = Pair("key", "value");
        return new Tag { Key = key, Value = value };
    }

    private StateReason StateReason()
    {
        var (code, message) = Pair("code", "message");
        return new StateReason { Code = code, Message = message };
    }

    private OperatorResponse Operator()
    {
        var (managed, principal) = Pair("managed", "principal");
        return new OperatorResponse { Managed = managed == "true", Principal = principal };
    }

    // An unreadable time counts as no time: no decision rests on a guess.
    private DateTime? Time() =>
        DateTime.TryParse(
            Text(), CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : null;

    private string? Child(string name) => Pair(name, "").First;

    private (string? First, string? Second) Pair(string firstName, string secondName)
    {
        (string? First, string? Second) pair = default;
        for (var children = Children(); Next(ref children);)
        {
            if (_xml.LocalName == firstName)
            {
                pair.First = Text();
            }
            else if (_xml.LocalName == secondName)
            {
                pair.Second = Text();
            }
            else
            {
                _xml.Skip();
            }
        }

        return pair;
    }

    private void AddItems<TItem>(List<TItem> items, Func<TItem> read)
    {
        for (var children = Children(); Next(ref children);)
        {
            if (_xml.LocalName == "item")
            {
                items.Add(read());
            }
            else
            {
                _xml.Skip();
            }
        }
    }

    // Returns the depth of the element whose children are read; -1 when it has none.
    private int Children()
    {
        var depth = _xml.IsEmptyElement ? -1 : _xml.Depth;
        _xml.Read();
        return depth;
    }

    // Moves to the next child element, or behind the element at its end.
    private bool Next(ref int depth)
    {
        if (depth < 0)
        {
            return false;
        }

        while (_xml.Depth > depth)
        {
            if (_xml.NodeType == XmlNodeType.Element)
            {
                return true;
            }

            _xml.Read();
        }

        _xml.Read();
        depth = -1;
        return false;
    }

    private string Text()
    {
        var length = 0;
        var isEmpty = _xml.IsEmptyElement;
        _xml.Read();
        while (!isEmpty && _xml.NodeType != XmlNodeType.EndElement)
        {
            if (_xml.NodeType == XmlNodeType.Element)
            {
                throw new XmlException($"'{_xml.Name}' stands where text belongs.");
            }

            while (_xml.ReadValueChunk(_text, length, _text.Length - length) is > 0 and var count)
            {
                length += count;
                if (length == _text.Length)
                {
                    Array.Resize(ref _text, length * 2);
                }
            }

            _xml.Read();
        }

        if (!isEmpty)
        {
            _xml.Read();
        }

        return InstanceMapper.Texts.Get(_text.AsSpan(0, length));
    }
}
