"""The network: one MiniLM encoder with a case embedding, and heads over the first subword of each word."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import BertModel

from tollbook.claims.labels import HEADS, LINKS, RELATIONS_OF_TREE

ARC, RELATION, LINK, HIDDEN = 128, 64, 64, 256
FAR = -1e4


class Biaffine(nn.Module):
    """Scores of `labels` relations between every two words: (batch, labels, words, words).

    The bilinear form is a linear layer and a product, since the runtime's int8 kernel takes weights of two axes only.
    """

    def __init__(self, width: int, labels: int, dropout: float = 0.2) -> None:
        super().__init__()
        self.labels, self.size = labels, width
        self.turn = nn.Linear(width + 1, labels * (width + 1), bias=False)
        nn.init.normal_(self.turn.weight, std=0.02)
        self.dropout = nn.Dropout(dropout)

    def forward(self, dependents: Tensor, governors: Tensor) -> Tensor:
        """Score (batch, words, width) against (batch, words, width)."""
        ones = torch.ones_like(dependents[..., :1])
        left = torch.cat([self.dropout(dependents), ones], -1)
        right = torch.cat([self.dropout(governors), ones], -1).unsqueeze(1)
        turned = self.turn(left).unflatten(-1, (self.labels, self.size + 1)).transpose(1, 2)
        return torch.matmul(turned, right.transpose(-1, -2)) / self.size**0.5


class Network(nn.Module):
    """Encoder and heads. `forward` takes the arrays of `tollbook.claims.windows.batch_of`.

    Returns `tags` (batch, words, labels of all heads side by side), `heads` (batch, words: the given governors, else
    the best), `arcs` (batch, words, words), `relations` (batch, words, relations) under those governors, and `links`
    (batch, relations, words, words).
    """

    def __init__(self, encoder: Path) -> None:
        super().__init__()
        self.encoder = BertModel.from_pretrained(encoder, attn_implementation="eager", add_pooling_layer=False)
        width = self.encoder.config.hidden_size
        self.case = nn.Embedding(6, width)
        nn.init.zeros_(self.case.weight)
        self.dropout = nn.Dropout(0.2)
        self.plain = nn.Linear(width, len(HEADS["name"]) + len(HEADS["part_of_speech"]))
        self.hidden = nn.Sequential(nn.Linear(3 * width, HIDDEN), nn.GELU(), nn.Dropout(0.2))
        self.claims = nn.Linear(HIDDEN, sum(len(labels) for labels in HEADS.values()) - self.plain.out_features)
        self.arc_from, self.arc_to = self._projection(width, ARC), self._projection(width, ARC)
        self.relation_from, self.relation_to = self._projection(width, RELATION), self._projection(width, RELATION)
        self.link_from, self.link_to = self._projection(width, LINK * 2), self._projection(width, LINK * 2)
        self.arc = Biaffine(ARC, 1)
        self.relation = nn.Linear(RELATION + 1, len(RELATIONS_OF_TREE) * (RELATION + 1), bias=False)
        self.link = Biaffine(LINK * 2, len(LINKS))

    @staticmethod
    def _projection(width: int, size: int) -> nn.Module:
        return nn.Sequential(nn.Linear(width, size), nn.GELU())

    def forward(
        self, ids: Tensor, case: Tensor, mask: Tensor, firsts: Tensor, sentence: Tensor, heads: Tensor | None = None
    ) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
        """Run the encoder and every head; `heads` are the gold governors (batch, words; negative where unknown) while
        training. The claims' heads read a word with its governor and that one's governor: "three" of "three persons
        were injured" sees "injured".
        """
        embedded = self.encoder.embeddings.word_embeddings(ids) + self.case(case)
        states = self.encoder(inputs_embeds=embedded, attention_mask=mask).last_hidden_state
        words = torch.gather(states, 1, firsts.unsqueeze(-1).expand(-1, -1, states.shape[-1]))
        words = self.dropout(words)
        arcs = self.arc(self.arc_from(words), self.arc_to(words)).squeeze(1)
        same = sentence.unsqueeze(-1) == sentence.unsqueeze(-2)
        root = torch.zeros_like(same)
        root[..., 0] = True
        arcs = torch.where(same | root, arcs, torch.full_like(arcs, FAR))
        best = arcs.argmax(-1)
        heads = best if heads is None else torch.where(heads >= 0, heads, best)
        relations = self._relations(self.relation_from(words), _at(self.relation_to(words), heads))
        above = _at(words, heads)
        family = torch.cat([words, above, _at(above, heads)], -1)
        tags = torch.cat([self.plain(words), self.claims(self.hidden(family))], -1)
        links = self.link(self.link_from(words), self.link_to(words))
        return tags, heads, arcs, relations, links

    def _relations(self, dependents: Tensor, governors: Tensor) -> Tensor:
        """A bilinear form for each relation: (batch, words, relations)."""
        ones = torch.ones_like(dependents[..., :1])
        left, right = torch.cat([dependents, ones], -1), torch.cat([governors, ones], -1)
        turned = self.relation(left).unflatten(-1, (len(RELATIONS_OF_TREE), RELATION + 1))
        return torch.matmul(turned, right.unsqueeze(-1)).squeeze(-1) / RELATION**0.5


def _at(words: Tensor, heads: Tensor) -> Tensor:
    """The vectors (batch, words, width) of the words that `heads` (batch, words) point at."""
    return torch.gather(words, 1, heads.unsqueeze(-1).expand(-1, -1, words.shape[-1]))
