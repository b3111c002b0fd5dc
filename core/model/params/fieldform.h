// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/params/fieldjson.h"
#include "model/processing.h"

namespace tuilerie {

/// A parameter as the Entrepôt API describes it (docs/entrepot.md §8): name, sentence, default, and a fragment of
/// JSON Schema. A default that says nothing is undefined, and told in the sentence. Pure, any thread.
ProcessingParameter describedField(const FieldInfo &info, const FieldValue &byDefault);

/// The form of a processing: what a server can be told.
template <typename Params> std::vector<ProcessingParameter> describedFields()
{
    std::vector<ProcessingParameter> form;
    for (const Field<Params> &field : Params::fields())
        if (field.info.scope != FieldScope::Here)
            form.push_back(describedField(field.info, field.get(Params())));
    return form;
}

} // namespace tuilerie
