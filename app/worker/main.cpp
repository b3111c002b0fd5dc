// SPDX-License-Identifier: GPL-3.0-or-later
// tuilerie-worker: does one work on files of others for the program that started it (box/boxedwork.h). Not for users.
#include "language/language.h"
#include "source/outside.h"
#include "worker/works.h"

#include <QCoreApplication>

#include <cstdio>

using namespace tuilerie;

int main(int argc, char *argv[])
{
    if (!isBoxed()) {
        std::fputs("tuilerie-worker is started by the other programs of Tuilerie, not by hand.\n", stderr);
        return 2;
    }
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("tuilerie"));
    return serveBox(boxedWorks(), [](const QString &language, const QStringList &inputs) {
        Language::apply(language);
        setDelivery(inputs);
    });
}
