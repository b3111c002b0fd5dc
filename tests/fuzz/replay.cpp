// SPDX-License-Identifier: GPL-3.0-or-later
// Runs one fuzz target without a fuzzer: replay FOLDER [ROUNDS]. Every file of the folder as it is (seeds, and inputs that
// once broke something), then ROUNDS mutations of each, the same ones in every run. Prints how many inputs were given; a
// target that breaks ends the program, one that hangs meets the test's time limit.
#include "fuzz.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <cstdio>
#include <random>
#include <vector>

namespace {

void give(const QByteArray &input)
{
    // Exactly as long as it is, so that a sanitizer sees each step beyond it.
    const std::vector<uint8_t> bytes(input.begin(), input.end());
    LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
}

/// Cuts, changed bytes, numbers at their limits, repeated and moved pieces.
QByteArray mutated(QByteArray input, std::mt19937 &random)
{
    const auto below = [&random](qsizetype limit) { return limit > 0 ? qsizetype(random() % quint32(limit)) : 0; };
    for (int step = 0, steps = 1 + int(random() % 4); step < steps; ++step) {
        const qsizetype at = below(input.size());
        switch (random() % 6) {
        case 0: input.truncate(at); break;
        case 1:
            if (!input.isEmpty())
                input[at] = char(random());
            break;
        case 2: {
            static constexpr quint32 limits[] = {0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0xffff, 0x7fffffff, 0x80000000, 0xffffffff};
            const quint32 value = limits[random() % std::size(limits)];
            input.replace(at, 4, QByteArray(reinterpret_cast<const char *>(&value), 4));
            break;
        }
        case 3: input.insert(at, input.mid(below(input.size()), 1 + below(64))); break;
        case 4: input.remove(at, 1 + below(16)); break;
        case 5: input.insert(at, QByteArray(1 + below(32), char(random()))); break;
        }
    }
    return input;
}

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    if (argc < 2)
        return 2;
    const int rounds = argc > 2 ? QByteArray(argv[2]).toInt() : 0;
    const QDir folder(QString::fromLocal8Bit(argv[1]));
    qint64 given = 0;
    std::mt19937 random(20240229); // the same mutations every time
    for (const QString &name : folder.entryList(QDir::Files, QDir::Name)) {
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::ReadOnly))
            return 1;
        const QByteArray seed = file.readAll();
        give(seed);
        for (int round = 0; round < rounds; ++round)
            give(mutated(seed, random));
        given += 1 + rounds;
    }
    give({});
    std::printf("%lld inputs\n", given + 1);
    return given > 0 ? 0 : 1;
}
