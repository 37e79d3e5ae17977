"""Writes events.bin: three records as TensorFlow writes them, by Google's protobuf runtime (Debian's python3-protobuf) and a CRC-32C
computed bit by bit. The fields are those of tensorflow/core/util/event.proto and tensorflow/core/framework/summary.proto.
With a folder as its argument it reads the event files there instead and prints what is in them."""
import glob
import os
import struct
import sys

from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

F = descriptor_pb2.FieldDescriptorProto


def message(file, name, *fields):
    made = file.message_type.add(name=name)
    for number, field, kind, more in fields:
        made.field.add(name=field, number=number, type=kind, label=more.pop('label', F.LABEL_OPTIONAL), **more)


def factory():
    file = descriptor_pb2.FileDescriptorProto(name='event.proto', package='t', syntax='proto3')
    message(file, 'Image', (1, 'height', F.TYPE_INT32, {}), (2, 'width', F.TYPE_INT32, {}),
            (3, 'colorspace', F.TYPE_INT32, {}), (4, 'encoded_image_string', F.TYPE_BYTES, {}))
    message(file, 'Value', (1, 'tag', F.TYPE_STRING, {}), (2, 'simple_value', F.TYPE_FLOAT, {}),
            (4, 'image', F.TYPE_MESSAGE, {'type_name': '.t.Image'}))
    message(file, 'Summary', (1, 'value', F.TYPE_MESSAGE, {'type_name': '.t.Value', 'label': F.LABEL_REPEATED}))
    message(file, 'SessionLog', (1, 'status', F.TYPE_INT32, {}))
    message(file, 'Event', (1, 'wall_time', F.TYPE_DOUBLE, {}), (2, 'step', F.TYPE_INT64, {}),
            (3, 'file_version', F.TYPE_STRING, {}), (5, 'summary', F.TYPE_MESSAGE, {'type_name': '.t.Summary'}),
            (7, 'session_log', F.TYPE_MESSAGE, {'type_name': '.t.SessionLog'}))
    pool = descriptor_pool.DescriptorPool()
    pool.Add(file)
    return message_factory.MessageFactory(pool).GetPrototype(pool.FindMessageTypeByName('t.Event'))


def masked(data):
    crc = 0xffffffff
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0x82f63b78 if crc & 1 else 0)
    crc ^= 0xffffffff
    return ((crc >> 15 | crc << 17) + 0xa282ead8) & 0xffffffff


def framed(event):
    data = event.SerializeToString()
    length = struct.pack('<Q', len(data))
    return length + struct.pack('<I', masked(length)) + data + struct.pack('<I', masked(data))


def read(path):
    data = open(path, 'rb').read()
    while data:
        (length,) = struct.unpack('<Q', data[:8])
        assert masked(data[:8]) == struct.unpack('<I', data[8:12])[0]
        record = data[12:12 + length]
        assert masked(record) == struct.unpack('<I', data[12 + length:16 + length])[0]
        yield Event.FromString(record)
        data = data[16 + length:]


Event = factory()
if len(sys.argv) > 1:
    for path in sorted(glob.glob(os.path.join(sys.argv[1], '*tfevents*'))):
        print(os.path.basename(path))
        for event in read(path):
            for value in event.summary.value:
                if value.image.encoded_image_string:
                    png = value.image.encoded_image_string
                    value.image.encoded_image_string = b'%d bytes of %s' % (len(png), png[1:4])
            print(str(event).replace('\n', ' '))
else:
    first = Event(wall_time=1700000000.5, file_version='brain.Event:2')
    start = Event(wall_time=1700000000.5, step=5)
    start.session_log.status = 1
    summary = Event(wall_time=1700000000.5, step=300)
    for tag, number in (('test/total', 123.456), ('train/β', -1e-30)):
        summary.summary.value.add(tag=tag, simple_value=number)
    png = b'\x89PNG\r\n\x1a\n' + struct.pack('>I4sIIBB', 13, b'IHDR', 300, 200, 8, 2) + bytes(range(256))
    picture = summary.summary.value.add(tag='manifold').image
    picture.height, picture.width, picture.colorspace, picture.encoded_image_string = 200, 300, 3, png
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), 'events.bin'), 'wb') as out:
        out.write(framed(first) + framed(start) + framed(summary))
